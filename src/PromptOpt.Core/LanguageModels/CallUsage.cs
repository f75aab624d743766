namespace PromptOpt.LanguageModels;

/// <summary>What one call cost.</summary>
public sealed record CallUsage
{
    /// <summary>Tokens of the prompt as sent, chat template included.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Tokens of the answer; for scoring, the distinct continuation tokens that had to be looked at.</summary>
    public required int OutputTokens { get; init; }

    /// <summary>Tokens that were not computed: those of the prompt for which a sequence with the same beginning was at hand; for a response from a
    /// cache all of them, the answer's too.</summary>
    public int CachedTokens { get; init; }

    /// <summary>Time in the queue, before the first computation.</summary>
    public TimeSpan Queued { get; init; }

    /// <summary>Time from the first computation to the end; for a response from a cache, the time that its computation took then.</summary>
    public TimeSpan Running { get; init; }

    /// <summary>Tokens charged to a budget: prompt and output as sent, cached or not.</summary>
    public int TotalTokens => PromptTokens + OutputTokens;

    /// <summary>Whether the whole response came from a cache. An engine always computes something.</summary>
    public bool IsFromCache => TotalTokens > 0 && CachedTokens == TotalTokens;

    /// <summary>The usage of the same response when it is given again: charged the same, nothing computed, no time in the queue.</summary>
    public CallUsage FromCache() => this with { CachedTokens = TotalTokens, Queued = TimeSpan.Zero };
}
