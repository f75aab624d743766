namespace PromptOpt.LanguageModels;

/// <summary>Asks how likely each of some given continuations is after a prompt. One request is one call, however many continuations.</summary>
public sealed record ScoreRequest
{
    /// <summary>What comes before.</summary>
    public required ChatPrompt Prompt { get; init; }

    /// <summary>At least one non-empty, distinct continuation. Scored over a trie of their tokens, so shared beginnings are computed once.</summary>
    public required IReadOnlyList<string> Continuations { get; init; }

    /// <summary>Whether the probability that the turn ends after the continuation belongs to its score. Default true: without it a
    /// continuation that begins another one always wins.</summary>
    public bool IncludeEnd { get; init; } = true;

    /// <summary>
    /// When given, only the best continuation is wanted: the one with the highest log-probability after subtracting these offsets, one a
    /// continuation, finite. Continuations that cannot win any more are not computed to their end. Default null: all are computed.
    /// </summary>
    public IReadOnlyList<double>? BestAfter { get; init; }
}
