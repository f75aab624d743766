using PromptOpt.Statistics;

namespace PromptOpt.Search.Grids;

/// <summary>What one option of a slot does, over all cells that were run.</summary>
/// <param name="Slot">Name of the slot.</param>
/// <param name="Number">Place of the option in the slot, from 1.</param>
/// <param name="Option">The option; empty for none.</param>
/// <param name="Cells">Cells with it that were run.</param>
/// <param name="Rows">Validation rows of those cells.</param>
/// <param name="Mean">Mean score with it, the other slots averaged over their options; null where it cannot be told.</param>
/// <param name="Effect">That mean less the mean of the slot's other options that were run; null where it cannot be told, or there is no other.</param>
/// <param name="Interval">95 % interval of the effect; null where there is no effect.</param>
public sealed record OptionEffect(string Slot, int Number, string Option, int Cells, int Rows, double? Mean, double? Effect, Interval? Interval);
