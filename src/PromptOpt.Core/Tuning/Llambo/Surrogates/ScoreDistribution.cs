using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>What a model believes of a value: a probability for every step of a scale, even within a step.</summary>
/// <param name="Scale">The scale.</param>
/// <param name="Probabilities">One a step, summing to 1.</param>
public sealed record ScoreDistribution(ScoreScale Scale, IReadOnlyList<double> Probabilities)
{
    private const double LeastDeviation = 1e-5; // as in the released code of Liu et al. (2024)

    /// <summary>Probability that the model says neither a score nor that the trial fails, 0 to 1: how little it keeps to the question.</summary>
    public double Leak { get; init; }

    /// <summary>Probability that the trial cannot be run, among what was said to the question, 0 to 1.</summary>
    public double Failure { get; init; }

    /// <summary>Expected value.</summary>
    public double Mean => Probabilities.Select((p, bin) => p * Scale.Middle(bin)).Sum();

    /// <summary>Variance of the value, that within a step included.</summary>
    public double Variance
    {
        get
        {
            double mean = Mean;
            return Probabilities.Select((p, bin) => p * Math.Pow(Scale.Middle(bin) - mean, 2)).Sum() + Scale.Width * Scale.Width / 12;
        }
    }

    /// <summary>Its square root, never below 1e-5.</summary>
    public double Deviation => Math.Max(LeastDeviation, Math.Sqrt(Variance));

    /// <summary>Density at a value. Values outside the scale count as its outermost steps.</summary>
    public double Density(double value) => Probabilities[Scale.BinOf(value)] / Scale.Width;

    /// <summary>Probability of a value above a bound.</summary>
    public double ProbabilityAbove(double bound) => Probabilities.Select((p, bin) =>
        p * Math.Clamp((Scale.Low + (bin + 1) * Scale.Width - bound) / Scale.Width, 0, 1)).Sum();

    /// <summary>The average of several: their variances, and that between them (a mixture).</summary>
    /// <param name="parts">At least one, all on one scale.</param>
    public static ScoreDistribution Mixture(IReadOnlyList<ScoreDistribution> parts)
    {
        var scale = parts[0].Scale;
        double[] mixed = [.. Enumerable.Range(0, scale.Bins).Select(bin => parts.Average(part => part.Probabilities[bin]))];
        return new(scale, mixed) { Leak = parts.Average(part => part.Leak), Failure = parts.Average(part => part.Failure) };
    }

    /// <summary>From weights that do not sum to 1: probabilities of the steps and of failure as the model gave them. Even where it gave none.</summary>
    internal static ScoreDistribution FromMass(ScoreScale scale, IReadOnlyList<double> mass, double failure)
    {
        double scores = mass.Sum(), all = Math.Min(1, scores + failure);
        double[] shares = scores > 0 ? [.. mass.Select(m => m / scores)] : [.. Enumerable.Repeat(1.0 / scale.Bins, scale.Bins)];
        return new(scale, shares) { Leak = Math.Clamp(1 - all, 0, 1), Failure = all > 0 ? Math.Clamp(failure / all, 0, 1) : 0 };
    }
}
