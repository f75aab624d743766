using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search.Budgeting;

/// <summary>Remembers what people are told.</summary>
internal sealed class NotingObserver : ISessionObserver
{
    private readonly List<string> _notes = [];

    public IReadOnlyList<string> Notes => _notes;

    public void Note(string text) => _notes.Add(text);

    public void Progress(SessionStatus status)
    {
    }

    public void TrialEnded(Trial trial, SessionStatus status)
    {
    }
}
