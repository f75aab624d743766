using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Display;

/// <summary>Shows nothing.</summary>
internal sealed class SilentDisplay : SessionDisplay
{
    /// <inheritdoc/>
    public override void Note(string text)
    {
    }

    /// <inheritdoc/>
    public override void Progress(SessionStatus status)
    {
    }

    /// <inheritdoc/>
    public override void TrialEnded(Trial trial, SessionStatus status)
    {
    }

    /// <inheritdoc/>
    public override void Report(double value)
    {
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
