namespace PromptOpt.Statistics;

/// <summary>
/// Paired permutation test: if neither candidate is better, every row's difference could as well have had the other sign (Fisher 1935).
/// Rows without a difference say nothing and drop out.
/// </summary>
public static class SignFlipTest
{
    private const int MostEnumerated = 16;

    /// <summary>
    /// Two-sided p-value in (0, 1]. Exact where all differences have one size (right-or-wrong scores: McNemar's exact test) or at most 16
    /// rows differ; otherwise (k + 1) / (flips + 1), with k the random flips at least as extreme (Phipson and Smyth 2010).
    /// </summary>
    /// <param name="differences">Row differences.</param>
    /// <param name="random">Source of flips.</param>
    /// <param name="flips">Random flips where not all can be looked at, at least 1.</param>
    public static double TwoSidedP(IReadOnlyList<double> differences, SeededRandom random, int flips)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(flips, 1);
        double[] sizes = [.. differences.Where(d => d != 0).Select(Math.Abs)];
        if (sizes.Length == 0) return 1;
        var observed = Math.Abs(differences.Sum());
        if (sizes.Max() - sizes.Min() < 1e-12) return Binomial(sizes.Length, differences.Count(d => d > 0));
        var limit = observed - 1e-9;
        return sizes.Length <= MostEnumerated ? Enumerated(sizes, limit) : Sampled(sizes, limit, random, flips);
    }

    private static double Binomial(int trials, int positive)
    {
        var tail = 0.0;
        var logTerm = -trials * Math.Log(2);
        for (var k = 0; k <= Math.Min(positive, trials - positive); k++)
        {
            tail += Math.Exp(logTerm);
            logTerm += Math.Log(trials - k) - Math.Log(k + 1);
        }

        return Math.Min(1, 2 * tail);
    }

    private static double Enumerated(double[] sizes, double limit)
    {
        var extreme = 0;
        var count = 1 << sizes.Length;
        for (var signs = 0; signs < count; signs++)
        {
            var sum = 0.0;
            for (var i = 0; i < sizes.Length; i++) sum += (signs >> i & 1) == 0 ? sizes[i] : -sizes[i];
            if (Math.Abs(sum) >= limit) extreme++;
        }

        return (double)extreme / count;
    }

    private static double Sampled(double[] sizes, double limit, SeededRandom random, int flips)
    {
        var extreme = 0;
        for (var f = 0; f < flips; f++)
        {
            var sum = 0.0;
            var bits = 0UL;
            for (var i = 0; i < sizes.Length; i++, bits >>= 1)
            {
                if ((i & 63) == 0) bits = random.NextBits();
                sum += (bits & 1) == 0 ? sizes[i] : -sizes[i];
            }

            if (Math.Abs(sum) >= limit) extreme++;
        }

        return (extreme + 1.0) / (flips + 1.0);
    }
}
