namespace PromptOpt.Search;

/// <summary>
/// Stops a trial that is behind the incumbent on the same rows: when it could not catch up even with every remaining row right, or when the
/// paired mean difference is below 0 by a margin of its standard error. A heuristic that saves calls, not a test: it decides what is looked
/// at further, never the verdict.
/// </summary>
public sealed class PairedPruner : IPruner
{
    /// <summary>Fewest paired rows before anything is stopped. Default 16.</summary>
    public int FewestRows { get; init; } = 16;

    /// <summary>Standard errors that the mean difference must be below 0. Default 0.5.</summary>
    public double Margin { get; init; } = 0.5;

    /// <inheritdoc/>
    public bool ShouldStop(IReadOnlyList<double> candidate, IReadOnlyList<double> incumbent, int plannedRows)
    {
        int rows = Math.Min(candidate.Count, incumbent.Count);
        if (rows < FewestRows) return false;
        var differences = Enumerable.Range(0, rows).Select(i => candidate[i] - incumbent[i]).ToArray();
        double mean = differences.Average();
        double best = (candidate.Sum() + Math.Max(0, plannedRows - candidate.Count)) / Math.Max(plannedRows, candidate.Count);
        if (best < incumbent.Take(plannedRows).DefaultIfEmpty(0).Average()) return true;
        double variance = differences.Sum(d => (d - mean) * (d - mean)) / (rows - 1);
        return mean + Margin * Math.Sqrt(variance / rows) < 0;
    }
}
