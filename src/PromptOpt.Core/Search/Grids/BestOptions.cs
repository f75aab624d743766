namespace PromptOpt.Search.Grids;

/// <summary>The cell that takes the best option of every slot.</summary>
/// <param name="Cell">Number of the cell.</param>
/// <param name="Options">Its options by slot, <c>none</c> included.</param>
/// <param name="Predicted">Mean score that the effects make of it, drawn back as far as they are luck.</param>
/// <param name="Trial">Its trial; null if it was not run.</param>
/// <param name="Value">Mean score on the rows it was run on; null if it was not run.</param>
public sealed record BestOptions(long Cell, IReadOnlyList<string> Options, double Predicted, int? Trial, double? Value);
