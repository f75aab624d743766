namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>How far an advisor is trusted.</summary>
public sealed record GuardOptions
{
    /// <summary>The advisor's weight before it has shown anything, 0 to 0.5; 0: it is never asked. Default 0.3.</summary>
    public double StartWeight { get; init; } = 0.3;

    /// <summary>How fast old predictions are forgotten: what one trial more leaves of them, above 0 and at most 1. Default 0.9.</summary>
    public double Memory { get; init; } = 0.9;

    /// <summary>The weight below which the advisor is muted, 0 to 0.5. Default 0.01.</summary>
    public double LeastWeight { get; init; } = 0.01;

    /// <summary>Trials without a better value after which a muted advisor whose weight has recovered may try again, at least 1. Default 5.</summary>
    public int Plateau { get; init; } = 5;

    /// <summary>Most of the trials that may be the advisor's, 0 to 1. Default 0.3 (more hurts: arXiv 2603.24647).</summary>
    public double MostShare { get; init; } = 0.3;

    /// <summary>Trials behind the default that may be the advisor's first ideas, at least 0; they count towards its share, but are not held back by it. Default 2.</summary>
    public int FirstIdeas { get; init; } = 2;

    /// <summary>Least distance of a first idea from all that was tried, in the unit cube, at least 0. Default 0.05.</summary>
    public double LeastDistance { get; init; } = 0.05;

    /// <summary>How much the advisor's preference counts at the beginning; divided by the values known so far, as in Hvarfner et al. (2022). At least 0. Default 10.</summary>
    public double Influence { get; init; } = 10;

    /// <summary>How far the upper bound of an advised configuration may lie below the best one of the pool, in standard deviations of the values; divided by the
    /// trials so far and 1, as in Chen et al. (arXiv 2505.14756). At least 0. Default 1.</summary>
    public double Tolerance { get; init; } = 1;

    /// <summary>Leak above which what the advisor says is not used, 0 to 1. Default 0.5.</summary>
    public double MostLeak { get; init; } = 0.5;

    /// <summary>Time that the advisor has for one trial. Default two minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Values that must be known before predictions are compared, at least 2. Default 3.</summary>
    public int FewestValues { get; init; } = 3;

    /// <summary>Lists every value out of range; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (StartWeight is not (>= 0 and <= 0.5)) yield return Say("start weight", "0 to 0.5", StartWeight);
        if (Memory is not (> 0 and <= 1)) yield return Say("memory", "above 0, at most 1", Memory);
        if (LeastWeight is not (>= 0 and <= 0.5)) yield return Say("least weight", "0 to 0.5", LeastWeight);
        if (Plateau < 1) yield return Say("plateau", "at least 1", Plateau);
        if (MostShare is not (>= 0 and <= 1)) yield return Say("share", "0 to 1", MostShare);
        if (FirstIdeas < 0) yield return Say("first ideas", "at least 0", FirstIdeas);
        if (LeastDistance is not (>= 0 and < double.PositiveInfinity)) yield return Say("distance", "at least 0", LeastDistance);
        if (Influence is not (>= 0 and < double.PositiveInfinity)) yield return Say("influence", "at least 0", Influence);
        if (Tolerance is not (>= 0 and < double.PositiveInfinity)) yield return Say("tolerance", "at least 0", Tolerance);
        if (MostLeak is not (>= 0 and <= 1)) yield return Say("leak", "0 to 1", MostLeak);
        if (Timeout <= TimeSpan.Zero) yield return $"timeout: must be above 0, but is {Timeout}";
        if (FewestValues < 2) yield return Say("values", "at least 2", FewestValues);
    }

    private static string Say(string name, string range, double value) => FormattableString.Invariant($"{name}: must be {range}, but is {value}");
}
