using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>What racing did in a study.</summary>
/// <param name="EliminationError">Chance, at most, to stop a trial that is as good as the incumbent or better.</param>
/// <param name="Raced">Trials that were compared with an incumbent: run to the end of their rows, or stopped by the race.</param>
/// <param name="Stopped">Of these, the ones that were stopped.</param>
/// <param name="RowsPlanned">Validation rollouts that the raced trials would have cost without stopping.</param>
/// <param name="RowsSaved">Validation rollouts of them that were not run: planned minus run, over the stopped trials.</param>
/// <param name="RowsAdded">Validation rollouts that the contenders got beyond the race.</param>
public sealed record RaceSummary(double EliminationError, int Raced, int Stopped, int RowsPlanned, int RowsSaved, int RowsAdded)
{
    /// <summary>Sums up the trials of a study.</summary>
    /// <param name="trials">All trials.</param>
    /// <param name="eliminationError">The error in force.</param>
    /// <param name="raceRows">Validation rows that a trial is raced on.</param>
    internal static RaceSummary Of(IReadOnlyCollection<Trial> trials, double eliminationError, int raceRows)
    {
        var raced = trials.Where(t => t.Number > 1 && (t.State == TrialState.Complete || t.RowsSaved > 0)).ToArray();
        return new(
            eliminationError,
            raced.Length,
            raced.Count(t => t.RowsSaved > 0),
            raced.Length * raceRows,
            raced.Sum(t => t.RowsSaved),
            trials.Sum(t => Math.Max(0, t.Rows - raceRows)));
    }
}
