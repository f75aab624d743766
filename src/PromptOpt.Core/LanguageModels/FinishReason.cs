namespace PromptOpt.LanguageModels;

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    /// <summary>The model ended its turn, or a stop string appeared.</summary>
    Stop,

    /// <summary>The token limit was reached.</summary>
    Length,

    /// <summary>The caller cancelled; only seen by streaming readers, since the task itself is cancelled.</summary>
    Cancelled,
}
