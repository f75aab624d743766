namespace PromptOpt.Candidates;

/// <summary>Where few-shot examples stand.</summary>
public enum ExampleLayout
{
    /// <summary>As chat turns: a user message and an assistant message each.</summary>
    ChatTurns,

    /// <summary>Inside the system message, below the instruction.</summary>
    Inline,
}
