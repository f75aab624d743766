namespace PromptOpt.LanguageModels;

/// <summary>How likely the continuations of a <see cref="ScoreRequest"/> are.</summary>
public sealed record Scoring
{
    /// <summary>Natural log-probability of each continuation (sum over its tokens), in the order of the request. For those that
    /// were given up (see <see cref="ScoreRequest.BestAfter"/>) an upper bound that is lower than what the best one needs to win.</summary>
    public required IReadOnlyList<double> LogProbabilities { get; init; }

    /// <summary>Whether all log-probabilities are exact; false if some are upper bounds.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>What it cost.</summary>
    public required CallUsage Usage { get; init; }
}
