namespace PromptOpt.Downloads;

/// <summary>Where a download stands.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Received">Bytes on disk, those of earlier tries included.</param>
/// <param name="Total">Bytes of the whole file; null if the server does not say.</param>
/// <param name="Trouble">Why it waits; empty otherwise.</param>
public sealed record DownloadProgress(DownloadStage Stage, long Received, long? Total, string Trouble = "");
