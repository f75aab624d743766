namespace PromptOpt.Cli.Running;

/// <summary>What to tell of a stored study.</summary>
/// <param name="StudyName">Its name.</param>
/// <param name="ResultsRoot">Folder of all studies.</param>
/// <param name="Ablates">Whether the winner is run with parts put back.</param>
/// <param name="MaxCalls">Most requests for that; null for as many as it takes.</param>
internal sealed record TuneReportRequest(string StudyName, string ResultsRoot, bool Ablates, long? MaxCalls);
