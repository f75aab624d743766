using PromptOpt.Statistics;

namespace PromptOpt.Search;

/// <summary>
/// Stops a trial when <see cref="SequentialPairedTest"/> says that it is worse than the incumbent, at all looks together with at most the given
/// error, or when it would stay behind even with every row right that is left, and the incumbent wrong on all that it has not been run on.
/// </summary>
/// <param name="error">Chance to stop a trial that is as good as the incumbent or better, above 0 and below 0.5.</param>
/// <param name="margin">How much worse than the incumbent is as good, in [0, 1): only a trial that is worse by more is stopped. Default 0.</param>
public sealed class SequentialPruner(double error, double margin = 0) : IPruner
{
    /// <inheritdoc/>
    public bool ShouldStop(IReadOnlyList<double> candidate, IReadOnlyList<double> incumbent, int plannedRows)
    {
        int rows = Math.Min(candidate.Count, incumbent.Count);
        return CannotCatchUp(candidate, incumbent, plannedRows) || SequentialPairedTest.P([.. candidate.Take(rows)], [.. incumbent.Take(rows)], margin) <= error;
    }

    private bool CannotCatchUp(IReadOnlyList<double> candidate, IReadOnlyList<double> incumbent, int plannedRows) =>
        candidate.Sum() + Math.Max(0, plannedRows - candidate.Count) < incumbent.Take(plannedRows).Sum() - margin * plannedRows;
}
