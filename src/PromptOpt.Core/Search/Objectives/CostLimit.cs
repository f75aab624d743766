namespace PromptOpt.Search.Objectives;

/// <summary>The most that answers may cost by one measure.</summary>
/// <param name="Measure">What is limited.</param>
/// <param name="Most">The limit, above 0, in the unit of the measure.</param>
public sealed record CostLimit(CostMeasure Measure, double Most)
{
    /// <summary>Counts as this many times too much where the measure is infinite, so that sums and models stay finite.</summary>
    private const double MostExcess = 10;

    /// <summary>By how much the limit is broken, as a share of it, in [0, 10]; 0 where it is kept.</summary>
    /// <param name="cost">What was measured; at least 0, may be infinite.</param>
    public double Excess(double cost) => Math.Clamp(cost / Most - 1, 0, MostExcess);
}
