namespace PromptOpt.Statistics;

/// <summary>
/// Whether a candidate is worse than a baseline by less than a margin, on the same rows. Null hypothesis: the mean difference is at most minus the margin. The p-value is that of Gaffke's lower bound of the mean of a
/// bounded quantity (Gaffke 2005; Learned-Miller and Thomas 2020), as in <see cref="PairedComparison"/>: identical answers on n rows give (1 - margin)^n, so no difference seen is no proof that there is none.
/// </summary>
public static class NonInferiorityTest
{
    /// <summary>One-sided p-value in (0, 1].</summary>
    /// <param name="candidate">Scores of the candidate, in [0, 1], at least one row.</param>
    /// <param name="baseline">Scores of the baseline on the same rows in the same order.</param>
    /// <param name="margin">Difference that is as good as none, in [0, 1).</param>
    /// <param name="seed">Seed of the resampling; the same seed gives the same number.</param>
    /// <param name="resamples">Draws, at least 1000. Default 10,000.</param>
    /// <exception cref="ArgumentException">No rows, different numbers of rows, or a score outside [0, 1].</exception>
    public static double P(IReadOnlyList<double> candidate, IReadOnlyList<double> baseline, double margin, ulong seed, int resamples = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1000);
        if (margin is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(margin), margin, "must be in [0, 1)");
        var differences = PairedScores.Differences(candidate, baseline);
        if (differences.Length == 0) throw new ArgumentException("a test needs at least one row", nameof(candidate));
        var random = new SeededRandom(seed).Fork(3);
        var below = 0;
        for (var r = 0; r < resamples; r++)
        {
            if (BoundedMeanInterval.Draw(differences, random).Low <= -margin) below++;
        }

        return (below + 1.0) / (resamples + 1.0);
    }
}
