namespace PromptOpt.Statistics;

/// <summary>Holm's correction for several tests (1979): the chance that any true null hypothesis is rejected stays below the level, however the tests depend on each other.</summary>
public static class HolmCorrection
{
    /// <summary>Adjusted p-values in the order given: reject those below the level. The smallest is multiplied by the number of tests, the next by one less and so on; none is smaller
    /// than one before it, and none above 1.</summary>
    /// <param name="p">Single p-values, in [0, 1].</param>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> p)
    {
        ArgumentNullException.ThrowIfNull(p);
        var adjusted = new double[p.Count];
        var largest = 0.0;
        foreach (var (rank, place) in Enumerable.Range(0, p.Count).OrderBy(place => p[place]).Index())
        {
            largest = Math.Max(largest, Math.Min(1, p[place] * (p.Count - rank)));
            adjusted[place] = largest;
        }

        return adjusted;
    }
}
