namespace PromptOpt.Tuning.Costs;

/// <summary>
/// How cost grows with the most that it can be: a line through logarithms, by least squares with a belief that its slope is 1. So with one cost that was seen, all others are in the ratio of their upper bounds to its own, and
/// costs that were seen at other bounds pull the slope to what they show: below 1 where long answers end by themselves.
/// </summary>
/// <param name="Bound">Mean logarithm of the bounds that were seen.</param>
/// <param name="Cost">Mean logarithm of their costs.</param>
/// <param name="Slope">By how much the logarithm of the cost grows with that of the bound.</param>
internal sealed record CostTrend(double Bound, double Cost, double Slope)
{
    private const double SlopeSpread = 0.5; // standard deviation of what is believed of the slope
    private const double Scatter = 0.3; // of logarithms of costs around the line: a third up or down

    /// <summary>The line through what was seen, at least one.</summary>
    /// <param name="bounds">Logarithms of upper bounds.</param>
    /// <param name="costs">Logarithm of the cost at each.</param>
    public static CostTrend Of(IReadOnlyList<double> bounds, IReadOnlyList<double> costs)
    {
        double bound = bounds.Average(), cost = costs.Average();
        double across = 0, along = 0;
        for (int i = 0; i < bounds.Count; i++)
        {
            double x = bounds[i] - bound;
            across += x * (costs[i] - cost - x);
            along += x * x;
        }

        return new(bound, cost, 1 + across / (along + Math.Pow(Scatter / SlopeSpread, 2)));
    }

    /// <summary>The logarithm of the cost at a bound.</summary>
    /// <param name="bound">Logarithm of the bound.</param>
    public double At(double bound) => Cost + Slope * (bound - Bound);
}
