using PromptOpt.Downloads;

namespace PromptOpt.Cli.Display;

/// <summary>Shows a download while it runs, on stderr.</summary>
internal abstract class TransferDisplay : IProgress<DownloadProgress>, IDisposable
{
    /// <summary>Makes the display of a kind.</summary>
    /// <param name="kind">How progress is shown.</param>
    /// <param name="host">Where.</param>
    /// <param name="name">What is downloaded.</param>
    public static TransferDisplay Create(DisplayKind kind, CliHost host, string name) => kind switch
    {
        DisplayKind.Live => new LiveTransfer(host, name),
        DisplayKind.Plain => new PlainTransfer(host.Error, name),
        _ => new SilentTransfer(),
    };

    /// <inheritdoc/>
    public abstract void Report(DownloadProgress value);

    /// <summary>Ends the display; what is written next stands on a line of its own.</summary>
    public abstract void Dispose();
}
