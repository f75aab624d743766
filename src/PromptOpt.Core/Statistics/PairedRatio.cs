using MathNet.Numerics.Distributions;
using Gauss = MathNet.Numerics.Distributions.Normal;

namespace PromptOpt.Statistics;

/// <summary>
/// A cost of a candidate over that of a baseline on the same rows, such as a mean, a quantile, or tokens per correct answer. The interval is the percentile bootstrap over rows, which are drawn for both together, expanded for few
/// rows as Student's t is wider than the normal distribution (Hesterberg 2015, "What teachers should know about the bootstrap", section 5.3).
/// </summary>
public sealed record PairedRatio
{
    /// <summary>The ratio; 1 where both costs are infinite or both 0.</summary>
    public required double Ratio { get; init; }

    /// <summary>Lower end of the 95 % interval.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the 95 % interval; may be infinite.</summary>
    public required double High { get; init; }

    /// <summary>One-sided p-value, in (0, 1], of the null hypothesis that the candidate costs as much or more.</summary>
    public required double P { get; init; }

    /// <summary>Compares two costs.</summary>
    /// <param name="rows">Rows, at least 2.</param>
    /// <param name="candidate">The candidate's cost on rows that are given by number, some perhaps several times; at least 0, may be infinite.</param>
    /// <param name="baseline">The baseline's on the same rows.</param>
    /// <param name="seed">Seed of the resampling; the same seed gives the same numbers.</param>
    /// <param name="resamples">Resamples, at least 1000. Default 10,000.</param>
    public static PairedRatio Of(int rows, Func<IReadOnlyList<int>, double> candidate, Func<IReadOnlyList<int>, double> baseline, ulong seed, int resamples = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1000);
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(baseline);
        var random = new SeededRandom(seed).Fork(4);
        var ratios = new double[resamples];
        var drawn = new int[rows];
        for (var r = 0; r < resamples; r++)
        {
            for (var i = 0; i < rows; i++) drawn[i] = random.Next(rows);
            ratios[r] = Divided(candidate(drawn), baseline(drawn));
        }

        Array.Sort(ratios);
        var ratio = Divided(candidate([.. Enumerable.Range(0, rows)]), baseline([.. Enumerable.Range(0, rows)]));
        var tail = Gauss.CDF(0, 1, StudentT.InvCDF(0, 1, rows - 1, 0.025) * Expansion(rows));
        return new()
        {
            Ratio = ratio,
            Low = Math.Min(ratio, ratios[(int)(tail * (resamples - 1))]),
            High = Math.Max(ratio, ratios[(int)Math.Ceiling((1 - tail) * (resamples - 1))]),
            P = Widened((ratios.Count(r => r >= 1) + 1.0) / (resamples + 1.0), rows),
        };
    }

    private static double Expansion(int rows) => Math.Sqrt(rows / (rows - 1.0));

    /// <summary>A bootstrap's p-value, as if its normal deviate were Student's.</summary>
    private static double Widened(double p, int rows) => p >= 1 ? 1 : StudentT.CDF(0, 1, rows - 1, Gauss.InvCDF(0, 1, p) / Expansion(rows));

    private static double Divided(double cost, double other)
    {
        if (double.IsPositiveInfinity(cost)) return double.IsPositiveInfinity(other) ? 1 : cost;
        return other > 0 ? cost / other : cost > 0 ? double.PositiveInfinity : 1;
    }
}
