using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Surrogates;

/// <summary>Maps values to mean 0 and deviation 1. Values far below the others, such as those of a run that diverged, are raised first: how bad they are says nothing of where the best is.</summary>
/// <param name="Mean">Mean of the values after that.</param>
/// <param name="Scale">Their standard deviation; 1 where all are equal.</param>
/// <param name="Floor">The least value.</param>
internal sealed record Standardisation(double Mean, double Scale, double Floor)
{
    private const double MostDeviations = 3;
    private const double ToDeviation = 1.4826; // of the median absolute deviation of normal values

    /// <summary>Leaves values as they are.</summary>
    public static Standardisation None { get; } = new(0, 1, double.NegativeInfinity);

    /// <summary>The one of these values, at least one. The floor lies three robust deviations below the median; where more than half of the values are equal there is none.</summary>
    public static Standardisation Of(IReadOnlyList<double> values)
    {
        double median = Descriptive.Quantile(values, 0.5);
        double deviation = ToDeviation * Descriptive.Quantile([.. values.Select(v => Math.Abs(v - median))], 0.5);
        double floor = deviation > 0 ? median - MostDeviations * deviation : double.NegativeInfinity;
        double[] raised = [.. values.Select(v => Math.Max(v, floor))];
        double scale = Descriptive.StandardDeviation(raised) is > 0 and var found ? found : 1;
        return new(raised.Average(), scale, floor);
    }

    /// <summary>A value as the model sees it.</summary>
    public double Apply(double value) => (Math.Max(value, Floor) - Mean) / Scale;
}
