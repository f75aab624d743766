using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Display;

/// <summary>Shows a session while it runs, on stderr. Also takes the progress of loading the model, from 0 to 1.</summary>
internal abstract class SessionDisplay : ISessionObserver, IProgress<double>, IAsyncDisposable
{
    /// <summary>What is being run.</summary>
    public virtual string Heading { get; set; } = "";

    /// <summary>Makes the display of a kind.</summary>
    public static SessionDisplay Create(DisplayKind kind, CliHost host) => kind switch
    {
        DisplayKind.Live => new LiveDisplay(host),
        DisplayKind.Plain => new PlainDisplay(host.Error),
        _ => new SilentDisplay(),
    };

    /// <summary>Another study begins: what was shown of the one before goes.</summary>
    public virtual void Restart()
    {
    }

    /// <inheritdoc/>
    public abstract void Note(string text);

    /// <inheritdoc/>
    public abstract void Progress(SessionStatus status);

    /// <inheritdoc/>
    public abstract void TrialEnded(Trial trial, SessionStatus status);

    /// <inheritdoc/>
    public abstract void Report(double value);

    /// <summary>Draws what is left to draw and stops. May be called again.</summary>
    public abstract ValueTask DisposeAsync();
}
