using PromptOpt.Downloads;

namespace PromptOpt.Cli.Display;

/// <summary>Shows nothing.</summary>
internal sealed class SilentTransfer : TransferDisplay
{
    /// <inheritdoc/>
    public override void Report(DownloadProgress value)
    {
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
