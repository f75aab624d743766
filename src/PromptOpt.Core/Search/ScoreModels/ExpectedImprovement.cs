namespace PromptOpt.Search.ScoreModels;

/// <summary>How much better than the best so far a normally distributed value will be, counting worse ones as 0 (Jones, Schonlau and Welch 1998, equation 15).</summary>
internal static class ExpectedImprovement
{
    /// <summary>The expectation.</summary>
    /// <param name="mean">Mean of the value.</param>
    /// <param name="deviation">Its standard deviation, at least 0.</param>
    /// <param name="best">The best so far.</param>
    public static double Of(double mean, double deviation, double best)
    {
        if (deviation <= 0) return Math.Max(0, mean - best);
        double z = (mean - best) / deviation;
        return (mean - best) * Below(z) + deviation * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
    }

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

    /// <summary>The standard normal distribution (Abramowitz and Stegun 1964, 26.2.17; error below 7.5e-8).</summary>
    private static double Below(double z)
    {
        double t = 1 / (1 + 0.2316419 * Math.Abs(z));
        double tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? 1 - tail : tail;
    }
}
