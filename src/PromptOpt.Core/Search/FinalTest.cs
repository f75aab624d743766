using PromptOpt.Evaluation;
using PromptOpt.Search.Objectives;
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

    private readonly ObjectiveResult _objective = new(scope.Order, (ulong)scope.Options.Seed, scope.Task.MinEffect);

    public async Task<StudyOutcome> RunAsync(IReadOnlyList<Trial> trials, CancellationToken cancellationToken)
    {
        var best = scope.Order.Ranked(trials)[0];
        var outcome = _objective.Complete(await DecideAsync(trials, best, cancellationToken), trials, best);
        return outcome with
        {
            ValidationValue = trials.Single(t => t.Number == outcome.BestTrial).Value,
            Race = RaceSummary.Of(trials, scope.EliminationError, scope.RaceRows),
            Trials = trials.Count,
            Spending = scope.Ledger.Spent,
            Seconds = scope.Clock.Elapsed.TotalSeconds,
        };
    }

    private async Task<StudyOutcome> DecideAsync(IReadOnlyList<Trial> trials, Trial best, CancellationToken cancellationToken)
    {
        if (scope.Options.LeaveTest) return Untested(best);
        if (best.Number == 1) return SeedIsBest([.. trials.Where(t => t.Number > 1)]);
        return new TestGate(scope).Refusal(trials, best) ?? await MeasureAsync(trials, best, cancellationToken);
    }

    private static StudyOutcome Untested(Trial best) => new()
    {
        Verdict = VerdictKind.Undecided,
        BestTrial = best.Number,
        Explanation = FormattableString.Invariant($"Trial {best.Number} is the best on validation; gate and final test were left out."),
    };

    private StudyOutcome SeedIsBest(Trial[] others) => new()
    {
        Verdict = VerdictKind.NotImproved,
        BestTrial = 1,
        Explanation = FormattableString.Invariant(
            $"No candidate was {(scope.Order.Objective.Cost is null ? "better" : "better, or about as good and cheaper,")} than the seed prompt on the same validation rows, {scope.RaceRows} or more ({Fates(others)}); the test rows stay untouched."),
    };

    /// <summary>How many trials were run on all rows, and what became of the others.</summary>
    private static string Fates(Trial[] others)
    {
        (TrialState State, string Says)[] fates =
            [(TrialState.Complete, "run on all of them"), (TrialState.Pruned, "stopped before"), (TrialState.Failed, "not possible to run")];
        var told = fates.Select(fate => (Count: others.Count(t => t.State == fate.State), fate.Says, fate.State)).Where(fate => fate.Count > 0 || fate.State == TrialState.Complete);
        return string.Join(", ", told.Select(fate => FormattableString.Invariant($"{fate.Count} {(fate.Count == 1 ? "was" : "were")} {fate.Says}")));
    }

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
        var outcome = new StudyOutcome
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
        return _objective.Decide(outcome, comparison, winner, seed);
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
