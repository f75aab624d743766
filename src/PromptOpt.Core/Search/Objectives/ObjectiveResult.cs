using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search.Objectives;

/// <summary>What an objective other than quality alone adds to the outcome of a study.</summary>
internal sealed class ObjectiveResult(TrialOrder order, ulong seed, double minEffect)
{
    /// <summary>A cost of a candidate over that of the seed prompt on the same rows.</summary>
    public static PairedRatio Compare(CostMeasure measure, IReadOnlyList<Rollout> candidate, IReadOnlyList<Rollout> baseline, ulong seed) => PairedRatio.Of(
        candidate.Count,
        rows => AnswerCosts.Measure(measure, [.. rows.Select(row => candidate[row])]),
        rows => AnswerCosts.Measure(measure, [.. rows.Select(row => baseline[row])]),
        seed);

    /// <summary>The verdict on test rows: the plain one, unless cost counts behind quality.</summary>
    /// <param name="plain">The outcome by quality alone.</param>
    /// <param name="comparison">The comparison that it rests on.</param>
    /// <param name="winner">Test rollouts of the best trial.</param>
    /// <param name="baseline">Those of the seed prompt on the same rows.</param>
    public StudyOutcome Decide(StudyOutcome plain, PairedComparison comparison, IReadOnlyList<Rollout> winner, IReadOnlyList<Rollout> baseline)
    {
        var objective = order.Objective;
        if (objective.IsQuality) return plain;
        var result = new ObjectiveOutcome { Objective = objective.ToString(), BrokenLimits = Broken(AnswerCosts.Of(winner)!) };
        string warning = result.BrokenLimits.Length > 0 ? $" On test it breaks a limit: {result.BrokenLimits}." : "";
        plain = objective.Cost is { } measure ? WithCost(plain, comparison, measure, winner, baseline, result) : plain with { Objective = result };
        return plain with { Explanation = plain.Explanation + warning };
    }

    private StudyOutcome WithCost(StudyOutcome plain, PairedComparison comparison, CostMeasure measure, IReadOnlyList<Rollout> winner, IReadOnlyList<Rollout> baseline, ObjectiveOutcome result)
    {
        double tolerance = order.Objective.Tolerance;
        var cost = Compare(measure, winner, baseline, seed);
        double p = NonInferiorityTest.P([.. winner.Select(row => row.Score ?? 0)], [.. baseline.Select(row => row.Score ?? 0)], tolerance, seed);
        var verdict = CheaperRule.Decide(comparison, p, cost, tolerance, minEffect, CostWords.Of(measure));
        return plain with
        {
            Verdict = verdict.Verdict,
            Explanation = verdict.Explanation,
            RowsToDecide = verdict.RowsToDecide,
            Objective = result with
            {
                Measure = measure,
                Tolerance = tolerance,
                Cost = AnswerCosts.Measure(measure, winner),
                SeedCost = AnswerCosts.Measure(measure, baseline),
                Ratio = cost.Ratio,
                RatioLow = cost.Low,
                RatioHigh = cost.High,
                RatioP = cost.P,
                NonInferiorityP = p,
            },
        };
    }

    /// <summary>The outcome with what validation rows say: the front, and where the seed prompt cannot be kept because it breaks limits that the best trial keeps, or breaks less, that one in its place.</summary>
    /// <param name="outcome">The outcome so far.</param>
    /// <param name="trials">All trials.</param>
    /// <param name="best">The best of them.</param>
    public StudyOutcome Complete(StudyOutcome outcome, IReadOnlyList<Trial> trials, Trial best)
    {
        if (order.Objective.IsQuality) return outcome;
        var result = outcome.Objective ?? new ObjectiveOutcome { Objective = order.Objective.ToString() };
        var kept = trials.Single(trial => trial.Number == outcome.BestTrial);
        if (kept.Number == 1 && order.ViolationOf(best) < order.ViolationOf(kept))
        {
            outcome = outcome with { BestTrial = best.Number, Explanation = $"{outcome.Explanation} Trial {best.Number} is the one to use nevertheless: on validation the seed prompt breaks a limit, {Broken(kept)}." };
            kept = best;
        }

        if (order.ViolationOf(kept) > 0)
        {
            if (result.BrokenLimits.Length == 0) result = result with { BrokenLimits = Broken(kept) };
            outcome = outcome with { Explanation = $"{outcome.Explanation} No trial keeps all limits; trial {kept.Number} breaks them least: {Broken(kept)}." };
        }

        return outcome with { Objective = result with { Front = [.. order.TradeOffs(trials).Where(one => one.IsOnFront).Select(one => one.Trial.Number)] } };
    }

    private string Broken(Trial trial) => order.CostsOf(trial) is { } costs ? Broken(costs) : "";

    private string Broken(AnswerCosts costs) => string.Join(", ", order.Objective.Limits.Where(limit => limit.Excess(costs.Of(limit.Measure)) > 0)
        .Select(limit => $"{CostWords.Of(limit.Measure)} {CostWords.Of(limit.Measure, costs.Of(limit.Measure))} of at most {CostWords.Of(limit.Measure, limit.Most)}"));
}
