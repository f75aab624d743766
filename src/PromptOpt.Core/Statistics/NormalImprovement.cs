using MathNet.Numerics;

namespace PromptOpt.Statistics;

/// <summary>How much better than the best a normally distributed value is expected to be, counting worse ones as 0 (Jones, Schonlau and Welch 1998, equation 15), and its logarithm, which still tells
/// values apart where the improvement itself is 0 to machine precision (Ament et al. 2023, section 4).</summary>
internal static class NormalImprovement
{
    private const double Tail = -25; // below, a series is more precise than the difference

    private static readonly double LogRoot2Pi = Math.Log(2 * Math.PI) / 2;

    /// <summary>The expectation of max(0, value - best).</summary>
    /// <param name="mean">Mean of the value.</param>
    /// <param name="deviation">Its standard deviation, at least 0.</param>
    /// <param name="best">What is to be improved on.</param>
    public static double Of(double mean, double deviation, double best) => deviation <= 0 ? Math.Max(0, mean - best) : Math.Exp(Log(mean, deviation, best));

    /// <summary>Its logarithm.</summary>
    /// <param name="mean">Mean of the value.</param>
    /// <param name="deviation">Its standard deviation, above 0.</param>
    /// <param name="best">What is to be improved on.</param>
    public static double Log(double mean, double deviation, double best) => Math.Log(deviation) + LogUnit((mean - best) / deviation);

    /// <summary>The mean that with a given deviation has this expectation: between far below and just above the best.</summary>
    public static double MeanFor(double expectation, double deviation, double best)
    {
        double low = best - 40 * deviation - 1, high = best + expectation;
        for (int halving = 0; halving < 60; halving++)
        {
            double middle = (low + high) / 2;
            if (Of(middle, deviation, best) < expectation) low = middle;
            else high = middle;
        }

        return high;
    }

    /// <summary>The logarithm of φ(z) + z Φ(z).</summary>
    private static double LogUnit(double z)
    {
        double logDensity = -z * z / 2 - LogRoot2Pi;
        if (z > Tail) return Math.Log(Math.Exp(logDensity) + z * SpecialFunctions.Erfc(-z / Math.Sqrt(2)) / 2);
        double w = 1 / (z * z);
        return logDensity + Math.Log(w * (1 - w * (3 - w * (15 - 105 * w))));
    }
}
