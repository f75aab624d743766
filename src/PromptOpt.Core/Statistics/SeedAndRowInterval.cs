namespace PromptOpt.Statistics;

/// <summary>
/// 95 % interval of a mean difference that depends on two kinds of luck: which rows were asked, and which seed the search had. Every seed is measured on the
/// same rows, so both are drawn anew, independently of each other, as in the bootstrap of crossed data (Owen 2007, "The pigeonhole bootstrap"):
/// <list type="bullet">
/// <item>rows by the Bayesian bootstrap of their mean over seeds, with one row added at the worst possible value (Gaffke's bound, see <see cref="PairedComparison"/>), so that no
/// variance seen is no certainty;</item>
/// <item>seeds from Student's t with one degree of freedom less than there are seeds, times the standard error that the seeds add to the rows' (the component of variance of a two-way layout;
/// Searle, Casella and McCulloch 1992). Drawing few seeds with replacement would be far too sure of itself: with two, half of all draws show no spread at all.</item>
/// </list>
/// With one seed nothing is known about the luck of seeds: the interval is about the rows alone.
/// </summary>
public static class SeedAndRowInterval
{
    /// <summary>The interval; it always holds the mean of all differences.</summary>
    /// <param name="differences">By seed, then by row: differences in [-1, 1]. At least one seed and one row; every seed has the same rows in the same order.</param>
    /// <param name="seed">Seed of the resampling; the same seed gives the same numbers.</param>
    /// <param name="resamples">Draws, at least 1000; each is used with both signs of the seeds' luck. Default 5000.</param>
    /// <exception cref="ArgumentException">No seeds, no rows, different numbers of rows, or a difference outside [-1, 1].</exception>
    public static Interval Of(IReadOnlyList<IReadOnlyList<double>> differences, ulong seed, int resamples = 5_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1000);
        Check(differences);
        var rows = RowMeans(differences);
        var error = ErrorOfSeeds(differences, rows);
        var random = new SeededRandom(seed);
        var lows = new double[2 * resamples];
        var highs = new double[2 * resamples];
        for (var r = 0; r < resamples; r++)
        {
            var (low, high) = BoundedMeanInterval.Draw(rows, random);
            var luck = error > 0 ? error * StudentT(differences.Count - 1, random) : 0;
            (lows[2 * r], lows[2 * r + 1]) = (low - luck, low + luck);
            (highs[2 * r], highs[2 * r + 1]) = (high - luck, high + luck);
        }

        Array.Sort(lows);
        Array.Sort(highs);
        var mean = Math.Clamp(rows.Average(), -1, 1);
        return new(
            Math.Clamp(Descriptive.QuantileOfSorted(lows, 0.025), -1, mean),
            Math.Clamp(Descriptive.QuantileOfSorted(highs, 0.975), mean, 1));
    }

    private static void Check(IReadOnlyList<IReadOnlyList<double>> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        if (differences.Count == 0 || differences[0].Count == 0) throw new ArgumentException("an interval needs at least one seed and one row", nameof(differences));
        if (differences.Any(one => one.Count != differences[0].Count)) throw new ArgumentException("every seed needs the same rows", nameof(differences));
        if (differences.Any(one => one.Any(value => value is not (>= -1 and <= 1)))) throw new ArgumentException("differences must be in [-1, 1]", nameof(differences));
    }

    private static double[] RowMeans(IReadOnlyList<IReadOnlyList<double>> differences)
    {
        var means = new double[differences[0].Count];
        for (var i = 0; i < means.Length; i++) means[i] = differences.Average(one => one[i]);
        return means;
    }

    /// <summary>Standard error of the mean from seeds alone: the spread of their means, less what the rows' own luck makes of it; 0 where that is all.</summary>
    private static double ErrorOfSeeds(IReadOnlyList<IReadOnlyList<double>> differences, double[] rows)
    {
        var (seeds, mean) = (differences.Count, rows.Average());
        if (seeds == 1) return 0;
        double[] means = [.. differences.Select(one => one.Average())];
        var spread = means.Sum(one => Math.Pow(one - mean, 2)) / (seeds - 1);
        var residuals = differences.Zip(means, (one, ofSeed) => one.Zip(rows, (value, ofRow) => Math.Pow(value - ofRow - ofSeed + mean, 2)).Sum()).Sum();
        var luckOfRows = residuals / (seeds - 1) / Math.Max(1, rows.Length - 1) / rows.Length;
        return Math.Sqrt(Math.Max(0, spread - luckOfRows) / seeds);
    }

    /// <summary>Standard normal over the root of chi squared by its degrees of freedom.</summary>
    private static double StudentT(int freedom, SeededRandom random)
    {
        var normal = random.NextNormal();
        var squares = 0.0;
        for (var i = 0; i < freedom / 2; i++) squares += 2 * random.NextExponential(); // chi squared with two degrees of freedom
        if (freedom % 2 == 1) squares += Math.Pow(random.NextNormal(), 2);
        return normal / Math.Sqrt(squares / freedom);
    }
}
