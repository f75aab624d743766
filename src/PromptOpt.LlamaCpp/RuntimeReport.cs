namespace PromptOpt.LlamaCpp;

/// <summary>What was found of an installed runtime.</summary>
/// <param name="Word">Its word on the command line, e.g. <c>cuda</c>.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Problem">Why it cannot be used, and what to do; null if it can.</param>
public sealed record RuntimeReport(string Word, string Folder, long Bytes, string? Problem);
