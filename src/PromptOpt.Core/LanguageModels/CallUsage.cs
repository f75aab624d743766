namespace PromptOpt.LanguageModels;

/// <summary>What one call cost.</summary>
public sealed record CallUsage
{
    /// <summary>Tokens of the prompt as sent, chat template included.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Tokens of the answer; for scoring, the distinct continuation tokens that had to be looked at.</summary>
    public required int OutputTokens { get; init; }

    /// <summary>Prompt tokens that were not computed again because a sequence with the same beginning was at hand.</summary>
    public int CachedTokens { get; init; }

    /// <summary>Time in the queue, before the first computation.</summary>
    public TimeSpan Queued { get; init; }

    /// <summary>Time from the first computation to the end.</summary>
    public TimeSpan Running { get; init; }

    /// <summary>Tokens charged to a budget: prompt and output as sent, cached or not.</summary>
    public int TotalTokens => PromptTokens + OutputTokens;
}
