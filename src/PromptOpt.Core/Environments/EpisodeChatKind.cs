namespace PromptOpt.Environments;

/// <summary>How the chat of an episode is kept.</summary>
public enum EpisodeChatKind
{
    /// <summary>Every step adds a user message and the reply, so each token is computed once.</summary>
    AppendOnly,

    /// <summary>Every step sends one user message with as much of the history as fits into 3,000 tokens, newest first (PROMST's published code).</summary>
    Window,

    /// <summary>Every step shows the instruction and the last observation alone.</summary>
    LastStep,
}
