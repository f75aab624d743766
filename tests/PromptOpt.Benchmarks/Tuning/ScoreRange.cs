namespace PromptOpt.Benchmarks.Tuning;

/// <summary>What normalises the regret of a task.</summary>
/// <param name="Best">Regret 0.</param>
/// <param name="Worst">Regret 1.</param>
internal readonly record struct ScoreRange(double Best, double Worst)
{
    /// <summary>The range of scores; those that are missing do not count.</summary>
    public static ScoreRange Of(IEnumerable<double?> scores, bool lowerIsBetter)
    {
        double[] known = [.. scores.OfType<double>()];
        return lowerIsBetter ? new(known.Min(), known.Max()) : new(known.Max(), known.Min());
    }

    /// <summary>The share of the range that a score is away from the best: below 0 where it is better than any, above 1 where worse than any; 1 where it is missing.</summary>
    public double Regret(double? score) => score is { } known ? (known - Best) / (Worst - Best) : 1;
}
