namespace PromptOpt.Downloads;

/// <summary>A file could not be downloaded: network, server, disk, or a checksum that does not fit.</summary>
public sealed class DownloadException : PromptOptException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="inner">The cause, if another exception was.</param>
    public DownloadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
