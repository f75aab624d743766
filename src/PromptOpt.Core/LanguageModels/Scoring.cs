namespace PromptOpt.LanguageModels;

/// <summary>How likely the continuations of a <see cref="ScoreRequest"/> are.</summary>
public sealed record Scoring
{
    /// <summary>Natural log-probability of each continuation (sum over its tokens), in the order of the request.</summary>
    public required IReadOnlyList<double> LogProbabilities { get; init; }

    /// <summary>What it cost.</summary>
    public required CallUsage Usage { get; init; }
}
