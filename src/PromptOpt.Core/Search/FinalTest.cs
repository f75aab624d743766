using PromptOpt.Evaluation;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>
/// The end of a study: does the best candidate beat the seed prompt on validation by more than chance, given how many were tried? If so, both
/// meet once on the test rows. Otherwise the test rows stay untouched.
/// </summary>
internal sealed class FinalTest(SessionScope scope, TestLedger uses, TimeProvider time)
{
    private const int WaveRows = 32;

    /// <summary>One-sided familywise error of the gate before the test rows are touched.</summary>
    private const double GateLevel = 0.025;

    public async Task<StudyOutcome> RunAsync(IReadOnlyList<Trial> trials, CancellationToken cancellationToken)
    {
        var best = ParentSelector.Ranked(trials)[0];
        var outcome = scope.Options.LeaveTest ? Untested(best) : best.Number == 1 ? SeedIsBest(trials.Count(t => t is { Number: > 1, State: TrialState.Complete })) : Gate(trials, best) ?? await MeasureAsync(trials, best, cancellationToken);
        return outcome with
        {
            ValidationValue = trials.Single(t => t.Number == outcome.BestTrial).Value,
            Race = RaceSummary.Of(trials, scope.EliminationError, scope.RaceRows),
            Trials = trials.Count,
            Spending = scope.Ledger.Spent,
            Seconds = scope.Clock.Elapsed.TotalSeconds,
        };
    }

    private static StudyOutcome Untested(Trial best) => new()
    {
        Verdict = VerdictKind.Undecided,
        BestTrial = best.Number,
        Explanation = FormattableString.Invariant($"Trial {best.Number} is the best on validation; gate and final test were left out."),
    };

    private StudyOutcome SeedIsBest(int compared) => new()
    {
        Verdict = VerdictKind.NotImproved,
        BestTrial = 1,
        Explanation = FormattableString.Invariant(
            $"No candidate was better than the seed prompt on the same validation rows, {scope.RaceRows} or more ({compared} were run on all of them, the others were stopped before); the test rows stay untouched."),
    };

    /// <summary>Undecided if the best candidate's lead on validation may be luck; null to go on to the test rows.</summary>
    private StudyOutcome? Gate(IReadOnlyList<Trial> trials, Trial best)
    {
        var seed = scope.ValidationScores(1);
        var wentOn = trials.Select(t => t.Tuned?.Continues).ToHashSet(); // the same candidates with fewer rows
        var tried = trials.Where(t => t is { Number: > 1, State: TrialState.Complete or TrialState.Pruned, Rows: > 0 } && !wentOn.Contains(t.Number)).ToArray();
        double p = SelectionTest.AdjustedP(
            seed, tried.Select(t => scope.ValidationScores(t.Number)).ToArray(), (ulong)scope.Options.Seed)[Array.IndexOf(tried, best)];
        if (p <= GateLevel) return null;
        var comparison = PairedComparison.Of(scope.ValidationScores(best.Number), seed[..best.Rows], (ulong)scope.Options.Seed);
        return new()
        {
            Verdict = VerdictKind.Undecided,
            BestTrial = 1,
            RowsToDecide = VerdictRule.RowsToDecide(comparison, scope.Task.MinEffect),
            Explanation = FormattableString.Invariant(
                $"{Chosen(best)} leads the seed prompt by {100 * comparison.Difference:0.0} points on {comparison.Rows} validation rows, but the best of {tried.Length} tried candidates leads by as much by chance with p = {p:0.000} (more than {GateLevel}); the test rows stay untouched."),
        };
    }

    /// <summary>Preferences of feedback rules choose the best trial, but the metric alone decides.</summary>
    private string Chosen(Trial best) => scope.Rules.HasPreferences
        ? $"Trial {best.Number} is the best by the preferences of the feedback rules; on the metric it"
        : $"Trial {best.Number}";

    private async Task<StudyOutcome> MeasureAsync(IReadOnlyList<Trial> trials, Trial best, CancellationToken cancellationToken)
    {
        int use = uses.Record(scope.Data.TestFingerprint, "study " + scope.Study.Name, time.GetUtcNow());
        scope.Ledger.ReleaseTest();
        // One after the other, so that the engine computes each prompt's beginning once.
        var seed = await TestAsync(trials[0], cancellationToken);
        var winner = await TestAsync(best, cancellationToken);
        int rows = Math.Min(seed.Count, winner.Count); // fewer than all where time ran out
        if (rows < 2) return Unmeasured(best, use);
        (seed, winner) = (seed[..rows], winner[..rows]);
        var comparison = PairedComparison.Of(Scores(winner), Scores(seed), (ulong)scope.Options.Seed);
        var verdict = VerdictRule.Decide(comparison, scope.Task.MinEffect);
        return new()
        {
            Verdict = verdict.Verdict,
            Explanation = verdict.Explanation,
            BestTrial = best.Number,
            TestAccuracy = Scores(winner).Average(),
            SeedTestAccuracy = Scores(seed).Average(),
            Difference = comparison.Difference,
            CiLow = comparison.CiLow,
            CiHigh = comparison.CiHigh,
            P = comparison.P,
            TestRows = comparison.Rows,
            RowsToDecide = verdict.RowsToDecide,
            TestUses = use,
            TokensPerCorrect = RolloutNumbers.Of(winner)!.TokensPerCorrect,
            SeedTokensPerCorrect = RolloutNumbers.Of(seed)!.TokensPerCorrect,
            LatencyMedian = Descriptive.Quantile(winner.Select(r => r.Seconds).ToArray(), 0.5),
            SeedLatencyMedian = Descriptive.Quantile(seed.Select(r => r.Seconds).ToArray(), 0.5),
        };
    }

    private async Task<List<Rollout>> TestAsync(Trial trial, CancellationToken cancellationToken)
    {
        var (waves, rollouts) = (new EvaluationWaves(scope), new List<Rollout>());
        try
        {
            for (int index = 0; rollouts.Count < scope.Data.Test.Count; index++)
            {
                int first = index * WaveRows;
                var rows = scope.Data.Test.Skip(first).Take(WaveRows).ToArray();
                var wave = await waves.RunAsync(trial, new(trial.Number, Phase.Test, index), rows, first, scope.Data.Test.Count, TimeSpan.Zero, cancellationToken);
                rollouts.AddRange(wave.Rollouts);
            }
        }
        catch (BudgetSpentException spent)
        {
            scope.Reporter.Note($"The budget ({spent.Limit}) ended the final test of trial {trial.Number} after {rollouts.Count} of {scope.Data.Test.Count} rows.");
        }

        return rollouts;
    }

    private static StudyOutcome Unmeasured(Trial best, int use) => new()
    {
        Verdict = VerdictKind.Undecided,
        BestTrial = best.Number,
        TestUses = use,
        Explanation = "The time ran out before the final test had a result; give the session more time.",
    };

    private static double[] Scores(IEnumerable<Rollout> rollouts) => rollouts.Select(r => r.Score ?? 0).ToArray();
}
