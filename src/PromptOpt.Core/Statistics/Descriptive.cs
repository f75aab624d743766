namespace PromptOpt.Statistics;

/// <summary>Numbers that describe a sample.</summary>
public static class Descriptive
{
    /// <summary>Standard deviation with n - 1 below the line; null with fewer than two values.</summary>
    public static double? StandardDeviation(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < 2) return null;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }

    /// <summary>
    /// Standard error of the mean: standard deviation / sqrt(n); null with fewer than two values. It is 0 when all values are equal, which
    /// with few rows says little: use <see cref="Proportion.Wilson"/> where a bound is needed.
    /// </summary>
    public static double? StandardErrorOfMean(IReadOnlyList<double> values) =>
        StandardDeviation(values) is { } deviation ? deviation / Math.Sqrt(values.Count) : null;

    /// <summary>Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, as R and NumPy do).</summary>
    /// <param name="values">At least one value, in any order.</param>
    /// <param name="probability">0 (smallest) to 1 (largest); 0.5 is the median.</param>
    public static double Quantile(IReadOnlyList<double> values, double probability)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("a quantile needs at least one value", nameof(values));
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return QuantileOfSorted(sorted, probability);
    }

    /// <summary><see cref="Quantile"/> of values that are sorted already.</summary>
    internal static double QuantileOfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        if (!(probability >= 0 && probability <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "must be 0 to 1");
        var place = probability * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        var share = place - below;
        return share == 0 ? sorted[below] : sorted[below] * (1 - share) + sorted[above] * share;
    }
}
