using System.Text;
using Spectre.Console;

namespace PromptOpt.Cli.Display;

/// <summary>Stderr as a terminal of a size that is read again for every frame.</summary>
internal sealed class TerminalOutput(CliHost host) : IAnsiConsoleOutput
{
    /// <inheritdoc/>
    public TextWriter Writer => host.Error;

    /// <inheritdoc/>
    public bool IsTerminal => true;

    /// <inheritdoc/>
    public int Width => Math.Max(20, host.TerminalSize().Width - 1); // the last column stays free: some terminals wrap when it is written

    /// <inheritdoc/>
    public int Height => Math.Max(4, host.TerminalSize().Height);

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
    }
}
