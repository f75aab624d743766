using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Importance;

/// <summary>A mean of differences row by row, with its interval: the mean ± 1.96 standard errors, which is about 95 % from some thirty rows on.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Interval">Its interval; null with one row.</param>
public sealed record MeanDifference(double Mean, Interval? Interval)
{
    /// <summary>Of one value less another, row by row.</summary>
    internal static MeanDifference Of(IEnumerable<double> values, IEnumerable<double> others)
    {
        double[] differences = [.. values.Zip(others, (value, other) => value - other)];
        double mean = differences.Average();
        return new(mean, Descriptive.StandardErrorOfMean(differences) is { } error ? new(mean - (Normal.Z975 * error), mean + (Normal.Z975 * error)) : null);
    }
}
