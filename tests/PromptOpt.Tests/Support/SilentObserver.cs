using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Support;

/// <summary>Looks away, but for what a test wants to see.</summary>
internal sealed class SilentObserver : ISessionObserver
{
    /// <summary>Runs after every trial.</summary>
    public Action<Trial> OnTrialEnded { get; init; } = _ => { };

    public void Note(string text)
    {
    }

    public void Progress(SessionStatus status)
    {
    }

    public void TrialEnded(Trial trial, SessionStatus status) => OnTrialEnded(trial);
}
