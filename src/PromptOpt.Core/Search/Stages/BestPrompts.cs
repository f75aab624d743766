using PromptOpt.Search.Objectives;
using PromptOpt.Studies;
using PromptOpt.Tuning.Importance;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Search.Stages;

/// <summary>The candidates that are worth tuning, by an objective: those that the best one in quality does not beat by more than chance.</summary>
public static class BestPrompts
{
    /// <summary>Those with prompts that differ, at most so many.</summary>
    /// <param name="ranked">Candidates, the best first.</param>
    /// <param name="most">Most of them, at least 1.</param>
    public static IReadOnlyList<PromptChoice> Different(IReadOnlyList<PromptChoice> ranked, int most) => PromptPool.Of(ranked, most).Prompts;

    /// <summary>
    /// The candidates within reach of the best one, ranked by the objective: the 95 % interval of the mean difference on the same rows, best less candidate, includes the tolerance or less (0 where quality alone counts). Whom they
    /// must reach is the best in quality of those that keep all limits, as in the race. Where nobody keeps them, and with a front, all are within reach; the candidates on the front come first then.
    /// </summary>
    /// <param name="trials">Trials in any order.</param>
    /// <param name="rollouts">Rollouts of a trial on validation rows, in the order of the rows; those that all are raced on come first.</param>
    /// <param name="score">Score of a rollout.</param>
    /// <param name="rows">How many rows all are raced on; trials with fewer are left out.</param>
    /// <param name="objective">What counts; costs are those on these rows.</param>
    /// <param name="inStudy">Whether the trials are of the study that is searched.</param>
    /// <returns>The best first; at least one if any trial has all rows.</returns>
    public static IReadOnlyList<PromptChoice> Of(
        IEnumerable<Trial> trials, Func<Trial, IEnumerable<Rollout>> rollouts, Func<Rollout, double> score, int rows, Objective objective, bool inStudy = true)
    {
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentNullException.ThrowIfNull(rollouts);
        if (rows <= 0) return [];
        var raced = trials.Select(trial => (Trial: trial, Rows: rollouts(trial).Take(rows).ToArray())).Where(pair => pair.Rows.Length == rows)
            .ToDictionary(pair => pair.Trial.Number, pair => new RacedTrial(pair.Trial, pair.Rows, score));
        return
        [
            .. Ranked(raced, objective).Select(trial => raced[trial.Number].Original)
                .Select(trial => new PromptChoice($"trial {trial.Number}", TuningHistory.Settled(trial), inStudy ? trial.Number : 0)),
        ];
    }

    private static IEnumerable<Trial> Ranked(Dictionary<int, RacedTrial> raced, Objective objective)
    {
        Trial[] trials = [.. raced.Values.Select(one => one.Trial)];
        var order = new TrialOrder(objective, trial => raced[trial.Number].Costs);
        var toBeat = order.ToBeat(trials);
        var within = order.Ranked(trials).Where(trial => toBeat is null || IsWithin(raced[toBeat.Number], raced[trial.Number], objective.Tolerance));
        if (!objective.Pareto) return within;
        var front = order.TradeOffs(trials).Where(one => one.IsOnFront).Select(one => one.Trial.Number).ToHashSet();
        return within.OrderByDescending(trial => front.Contains(trial.Number));
    }

    private static bool IsWithin(RacedTrial best, RacedTrial one, double tolerance) =>
        MeanDifference.Of(best.Scores, one.Scores).Interval is not { } interval || interval.Low <= tolerance;
}
