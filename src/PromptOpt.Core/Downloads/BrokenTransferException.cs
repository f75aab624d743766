namespace PromptOpt.Downloads;

/// <summary>A transfer failed in a way that may pass: worth another try. Never leaves the downloader.</summary>
internal sealed class BrokenTransferException(string message, Exception? inner = null) : Exception(message, inner);
