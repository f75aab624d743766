namespace PromptOpt.Studies;

/// <summary>A group of rollouts that were run together and are stored together.</summary>
public sealed record Wave
{
    /// <summary>Which wave.</summary>
    public required WaveKey Key { get; init; }

    /// <summary>Its rollouts by position.</summary>
    public required IReadOnlyList<Rollout> Rollouts { get; init; }

    /// <summary>Wall-clock seconds of all sessions of the study up to the end of this wave.</summary>
    public double StudySeconds { get; init; }

    /// <summary>What it cost.</summary>
    public Spending Spending => new(
        Rollouts.Sum(r => (long)r.Calls),
        Rollouts.Sum(r => r.ChargedTokens),
        Rollouts.Sum(r => r.ChargedTokens - r.CachedTokens));
}
