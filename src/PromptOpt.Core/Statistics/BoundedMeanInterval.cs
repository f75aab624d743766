namespace PromptOpt.Statistics;

/// <summary>95 % interval of the mean of values in [-1, 1], see <see cref="PairedComparison"/>.</summary>
internal static class BoundedMeanInterval
{
    /// <summary>
    /// Quantiles of sum(w_i d_i) + w_0 e, where (w_0 .. w_n) is uniform on the simplex (exponentials over their sum) and e is the end of the
    /// range that the bound looks at. For values that are 0 or 1 this is the interval of Clopper and Pearson.
    /// </summary>
    public static Interval Of(double[] values, SeededRandom random, int resamples)
    {
        var lows = new double[resamples];
        var highs = new double[resamples];
        for (var r = 0; r < resamples; r++)
            (lows[r], highs[r]) = Draw(values, random);

        Array.Sort(lows);
        Array.Sort(highs);
        var mean = values.Average();
        return new Interval(
            Math.Clamp(Descriptive.QuantileOfSorted(lows, 0.025), -1, mean),
            Math.Clamp(Descriptive.QuantileOfSorted(highs, 0.975), mean, 1));
    }

    /// <summary>One draw: the randomly weighted mean with one value added at -1, and with it at +1.</summary>
    internal static (double Low, double High) Draw(IReadOnlyList<double> values, SeededRandom random)
    {
        var extra = random.NextExponential();
        var (total, sum) = (extra, 0.0);
        foreach (var value in values)
        {
            var weight = random.NextExponential();
            total += weight;
            sum += weight * value;
        }

        return ((sum - extra) / total, (sum + extra) / total);
    }
}
