using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Support;

/// <summary>Looks away.</summary>
internal sealed class SilentObserver : ISessionObserver
{
    public void Note(string text)
    {
    }

    public void Progress(SessionStatus status)
    {
    }

    public void TrialEnded(Trial trial, SessionStatus status)
    {
    }
}
