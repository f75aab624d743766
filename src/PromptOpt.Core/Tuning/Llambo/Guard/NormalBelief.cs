using System.Text.Json.Serialization;
using MathNet.Numerics;
using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>A normal belief about the value of a configuration.</summary>
/// <param name="Mean">Expected value.</param>
/// <param name="Variance">Variance of the true value, at least 0.</param>
/// <param name="NoiseVariance">Variance that a measurement adds, at least 0.</param>
public sealed record NormalBelief(double Mean, double Variance, double NoiseVariance = 0)
{
    private const double LeastVariance = 1e-12;

    /// <summary>Standard deviation of the true value.</summary>
    [JsonIgnore]
    public double Deviation => Math.Sqrt(Math.Max(0, Variance));

    /// <summary>Natural logarithm of the density of a measurement, averaged over the width of its standard error.</summary>
    /// <param name="value">The measured value.</param>
    /// <param name="error">Its standard error, at least 0; 0, the default: the density at the value.</param>
    public double LogDensity(double value, double error = 0)
    {
        double variance = Math.Max(LeastVariance, Variance + NoiseVariance), distance = value - Mean;
        if (error > 0)
        {
            double root = Math.Sqrt(2 * variance), far = Math.Abs(distance); // by the outer tail, which keeps its digits
            return Math.Log((SpecialFunctions.Erfc((far - error) / root) - SpecialFunctions.Erfc((far + error) / root)) / (4 * error) + double.Epsilon);
        }

        return -0.5 * (Math.Log(2 * Math.PI * variance) + distance * distance / variance);
    }

    /// <summary>Mean and some standard deviations.</summary>
    /// <param name="deviations">How many.</param>
    public double UpperBound(double deviations) => Mean + deviations * Deviation;

    /// <summary>Expected improvement over the best value so far.</summary>
    public double Improvement(double best) => NormalImprovement.Of(Mean, Deviation, best);
}
