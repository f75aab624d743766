using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Watches a session. Called from any thread, one call at a time; must return quickly.</summary>
public interface ISessionObserver
{
    /// <summary>Something a person should know.</summary>
    void Note(string text);

    /// <summary>Rows were done.</summary>
    void Progress(SessionStatus status);

    /// <summary>A trial ended: complete, pruned or failed.</summary>
    void TrialEnded(Trial trial, SessionStatus status);
}
