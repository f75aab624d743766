using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Decides after each level whether the search is over. Only trials up to that level are looked at, so a resumed search ends where the first one did.</summary>
internal sealed class SearchEnd(SessionScope scope, SearchPlan plan)
{
    /// <summary>Failed trials in a row that end the search, or a whole level of them: without calls they cost nothing, so no budget would.</summary>
    private const int MostFailuresInARow = 3;

    /// <summary>Whether it is over; people are told why where it is not plain to see.</summary>
    /// <param name="all">All trials of the study.</param>
    /// <param name="level">The level that has just been run.</param>
    /// <param name="isLastStage">Whether the study has no other stage that could find something where this one does not.</param>
    public bool IsReached(IReadOnlyCollection<Trial> all, int level, bool isLastStage)
    {
        var trials = all.Where(t => t.Level <= level).ToArray();
        if (IsSpent(all) || trials.Any(IsPerfect)) return true;
        return isLastStage && ((trials.Length == all.Count && IsExhausted(trials, level)) || TellsNothingToRun(trials, level));
    }

    /// <summary>Whether the last trials had nothing to run. A level of many children may run out of different ones; the search goes on while any of them could be run.</summary>
    /// <param name="trials">Trials up to a level.</param>
    /// <param name="level">The level.</param>
    public static bool HasNothingToRun(IReadOnlyCollection<Trial> trials, int level) => LastFailed(trials, level).Length > 0;

    /// <summary>Whether no other trial could be better in the race. More rows, which it may get later, do not undo this. Where cost counts too, another one could be.</summary>
    private bool IsPerfect(Trial trial) => scope.Order.Objective.IsQuality && trial.State == TrialState.Complete && scope.RaceScores(trial).All(score => score >= 1);

    /// <summary>A trial that did not fit into the calls or tokens left ends the search. One that was too slow for the time left does not: others may fit, as long
    /// as the test of the best one does.</summary>
    private bool IsSpent(IReadOnlyCollection<Trial> trials)
    {
        var ended = trials.Where(t => t.Reason.StartsWith(OptimizationSession.BudgetReason, StringComparison.Ordinal)).ToArray();
        if (ended.Any(t => t.Reason != OptimizationSession.BudgetReason + WaveRunner.TimeLimit)) return true;
        return ended.Length > 0 && scope.Clock.Left <= scope.TestTime(scope.Order.Ranked(trials)[0].Number);
    }

    private bool IsExhausted(Trial[] trials, int level)
    {
        if (!plan.IsExhausted(level, trials, trial => scope.RaceScores(trial).Average())) return false;
        scope.Reporter.Note($"The search ends, because the last {plan.Patience} levels brought no better trial.");
        return true;
    }

    private bool TellsNothingToRun(Trial[] trials, int level)
    {
        var last = LastFailed(trials, level);
        if (last.Length > 0) scope.Reporter.Note($"The search ends, because the last {last.Length} trials had nothing to run: {last[0].Reason}.");
        return last.Length > 0;
    }

    /// <summary>The last trials, the latest first, if there are enough and all of them failed; else none.</summary>
    private static Trial[] LastFailed(IReadOnlyCollection<Trial> trials, int level)
    {
        int most = Math.Max(MostFailuresInARow, trials.Count(t => t.Level == level));
        var last = trials.OrderByDescending(t => t.Number).Take(most).ToArray();
        return last.Length < most || last.Any(t => t.State != TrialState.Failed) ? [] : last;
    }
}
