namespace PromptOpt.LlamaCpp;

/// <summary>How grave a line of the native log is. Debug lines are dropped before they are read.</summary>
public enum LlamaLogLevel
{
    /// <summary>Something that happened.</summary>
    Information,

    /// <summary>Something that may matter.</summary>
    Warning,

    /// <summary>The reason of a failure.</summary>
    Error,
}
