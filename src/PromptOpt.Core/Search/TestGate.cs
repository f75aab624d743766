using PromptOpt.Search.Objectives;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using static System.FormattableString;

namespace PromptOpt.Search;

/// <summary>
/// Whether the best trial may go on to the test rows: its lead over the seed prompt on validation must be more than chance, given how many were tried. Where cost counts behind quality, it may go on as well if it is
/// cheaper than the seed prompt by more than chance, given how many were tried, and not worse by the tolerance or more.
/// </summary>
internal sealed class TestGate(SessionScope scope)
{
    /// <summary>One-sided familywise error of a lead, and of a saving.</summary>
    private const double Level = 0.025;

    /// <summary>One-sided error of "not worse by the tolerance or more". The trial was not chosen by it, and the test rows ask again at 2.5 %.</summary>
    private const double NonInferiorityLevel = 0.1;

    private ulong Seed => (ulong)scope.Options.Seed;

    /// <summary>Why it may not, as an outcome; null if it may.</summary>
    public StudyOutcome? Refusal(IReadOnlyList<Trial> trials, Trial best)
    {
        var seed = scope.ValidationScores(1);
        var wentOn = trials.Select(t => t.Tuned?.Continues).ToHashSet(); // the same candidates with fewer rows
        var tried = trials.Where(t => t is { Number: > 1, State: TrialState.Complete or TrialState.Pruned, Rows: > 0 } && !wentOn.Contains(t.Number)).ToArray();
        double p = SelectionTest.AdjustedP(seed, tried.Select(t => scope.ValidationScores(t.Number)).ToArray(), Seed)[Array.IndexOf(tried, best)];
        if (p <= Level) return null;
        var comparison = PairedComparison.Of(scope.ValidationScores(best.Number), seed[..best.Rows], Seed);
        var outcome = new StudyOutcome
        {
            Verdict = VerdictKind.Undecided,
            BestTrial = 1,
            RowsToDecide = VerdictRule.RowsToDecide(comparison, scope.Task.MinEffect),
            Explanation = Invariant(
                $"{Chosen(best)} leads the seed prompt by {100 * comparison.Difference:0.0} points on {comparison.Rows} validation rows, but the best of {tried.Length} tried candidates leads by as much by chance with p = {p:0.000} (more than {Level}); the test rows stay untouched."),
        };
        if (scope.Order.Objective.Cost is { } measure) return NotCheaper(outcome, best, measure, comparison, p, tried.Length);
        return comparison.Difference <= 0 && !scope.Order.Objective.IsQuality ? NotAhead(best, comparison) : outcome;
    }

    /// <summary>The best that keeps the limits need not be ahead.</summary>
    private static StudyOutcome NotAhead(Trial best, PairedComparison comparison) => new()
    {
        Verdict = VerdictKind.NotImproved,
        BestTrial = 1,
        Explanation = Invariant(
            $"Trial {best.Number}, the best by the objective, is not ahead of the seed prompt ({100 * comparison.Difference:+0.0;-0.0;0.0} points on {comparison.Rows} validation rows); the test rows stay untouched."),
    };

    /// <summary>The outcome of a trial that is not better: null if it is cheaper and about as good.</summary>
    private StudyOutcome? NotCheaper(StudyOutcome notBetter, Trial best, CostMeasure measure, PairedComparison comparison, double p, int tried)
    {
        double tolerance = scope.Order.Objective.Tolerance;
        var seed = scope.ValidationRollouts(1).Take(best.Rows).ToArray();
        if (seed.Length < 2) return notBetter;
        var cost = ObjectiveResult.Compare(measure, [.. scope.ValidationRollouts(best.Number).Take(best.Rows)], seed, Seed);
        double costP = Math.Min(1, cost.P * tried), worseP = NonInferiorityTest.P(scope.ValidationScores(best.Number), scope.ValidationScores(1)[..best.Rows], tolerance, Seed);
        if (costP <= Level && worseP <= NonInferiorityLevel) return null;
        string margin = Invariant($"{100 * tolerance:0.##} points");
        string why = costP > Level
            ? Invariant($"a saving as large is found by chance with p = {costP:0.000} (more than {Level})")
            : Invariant($"a loss of {margin} or more is not excluded (p = {worseP:0.000}, more than {NonInferiorityLevel})");
        return notBetter with
        {
            RowsToDecide = costP > Level ? notBetter.RowsToDecide : VerdictRule.RowsFor(comparison, comparison.Difference + tolerance),
            Explanation = Invariant(
                $"Trial {best.Number} is not shown to be better than the seed prompt ({100 * comparison.Difference:+0.0;-0.0;0.0} points on {comparison.Rows} validation rows, p = {p:0.000} given {tried} tried candidates), ")
                + Invariant($"nor to be cheaper at the same quality: {CostWords.Of(measure)} {cost.Ratio:0.00} of the seed prompt's, but {why}; the test rows stay untouched."),
        };
    }

    /// <summary>Preferences of feedback rules choose the best trial, but the metric alone decides.</summary>
    private string Chosen(Trial best) => scope.Rules.HasPreferences
        ? $"Trial {best.Number} is the best by the preferences of the feedback rules; on the metric it"
        : $"Trial {best.Number}";
}
