using PromptOpt.Statistics;

namespace PromptOpt.Cli.Benchmarking;

/// <summary>One measure over all repeats.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Values">One a repeat.</param>
internal sealed record BenchRow(string Measure, string Unit, IReadOnlyList<double> Values)
{
    /// <summary>Median of the values.</summary>
    public double Median => Descriptive.Quantile(Values, 0.5);

    /// <summary>The smallest value.</summary>
    public double Smallest => Values.Min();

    /// <summary>The largest value.</summary>
    public double Largest => Values.Max();
}
