using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Search.Objectives;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Runs one trial: train rows for calibration and feedback, then validation rows for the value, until it has lost the race to the incumbent.</summary>
internal sealed class TrialRunner(SessionScope scope, SearchPlan plan, ValidationWaves validation, IPruner pruner)
{
    private readonly CostPruner _costs = new(scope.Order.Objective);

    /// <summary>Runs a trial to its end. A candidate that cannot be run is a result, a failed trial; a failure of the machine is an exception, and the
    /// trial stays running and is resumed.</summary>
    /// <param name="trial">The trial, stored as waiting or running.</param>
    /// <param name="incumbent">Best trial of the earlier levels; null for the seed prompt, which is never pruned.</param>
    /// <param name="rival">The trial that it races; null for none.</param>
    /// <param name="cancellationToken">Stops within one engine step; the trial stays running and is resumed.</param>
    public async Task<Trial> RunAsync(Trial trial, Trial? incumbent, Trial? rival, CancellationToken cancellationToken)
    {
        trial = trial with { State = TrialState.Running };
        scope.Store.SaveTrial(trial);
        try
        {
            var evaluation = scope.Evaluation(trial.Candidate);
            ReserveTest(trial, evaluation);
            if (await LosesGateAsync(trial, evaluation, incumbent, cancellationToken) is { } reason) return Ended(trial with { State = TrialState.Pruned, Reason = reason });
            trial = Begun(trial) ?? await TrainAsync(trial, evaluation, incumbent, cancellationToken);
            trial = await ValidateAsync(trial, incumbent, rival, cancellationToken);
        }
        catch (BudgetSpentException spent)
        {
            trial = validation.Measured(trial) with { State = TrialState.Pruned, Reason = OptimizationSession.BudgetReason + spent.Limit };
        }
        catch (PromptOptException error) when (error is BadInputException or PromptTooLongException)
        {
            trial = trial.FailedBy(error);
        }

        return Ended(trial);
    }

    /// <summary>Keeps back again what a trial of an earlier session had kept back for its final test, so that a resumed study can afford what one that was not
    /// interrupted could.</summary>
    public void KeepTestOf(Trial trial) => scope.Ledger.TryReserveTest(TestOf(trial, scope.Evaluation(trial.Candidate)));

    private Trial Ended(Trial trial)
    {
        trial = trial with { Spending = scope.SearchSpending(trial.Number) };
        scope.Store.SaveTrial(trial);
        scope.Reporter.Ended(trial);
        return trial;
    }

    /// <summary>Runs the rows of the gate, if the plan has one; why the trial ends there, or null.</summary>
    private async Task<string?> LosesGateAsync(Trial trial, ICandidateEvaluation evaluation, Trial? incumbent, CancellationToken cancellationToken)
    {
        if (plan.GateRows is null || trial.Parent == 0) return null; // the parent's rollouts need not be read
        var before = plan.GateOf(trial.Number, scope.TrainRollouts(trial.Parent));
        if (before.Count == 0) return null;
        // Judged as its parent was, since its own calibration is fitted later.
        var calibration = scope.Store.ReadTrials().Single(parent => parent.Number == trial.Parent).Calibration;
        var rows = before.Select(rollout => scope.TrainRows.Single(row => row.Id == rollout.ExampleId)).ToArray();
        var wave = await scope.Waves.RunAsync(
            new(trial.Number, Phase.Gate, 0),
            [.. rows.Select((row, i) => evaluation.Plan(row, scope.RequestSeed(trial.Number, Phase.Gate, i)))],
            rollouts => evaluation.JudgeAsync(rollouts, calibration, cancellationToken),
            scope.TestTime(incumbent?.Number ?? 1, trial.Number),
            done => scope.Reporter.Working(trial, Phase.Train, done, rows.Length),
            cancellationToken);
        double now = wave.Rollouts.Sum(rollout => rollout.Score ?? 0), then = before.Sum(rollout => rollout.Score ?? 0);
        return now > then ? null : FormattableString.Invariant($"not better than its parent on {rows.Length} train rows ({now:0.##} against {then:0.##})");
    }

    private void ReserveTest(Trial trial, ICandidateEvaluation evaluation)
    {
        if (!scope.Ledger.TryReserveTest(TestOf(trial, evaluation))) throw new BudgetSpentException("its final test would not fit");
    }

    /// <summary>The most that the final test of a trial against the seed prompt takes.</summary>
    private Spending TestOf(Trial trial, ICandidateEvaluation evaluation)
    {
        var seed = trial.Number > 1 ? scope.Evaluation(scope.Store.ReadTrials()[0].Candidate) : evaluation;
        return new(scope.TestCalls(seed) + scope.TestCalls(evaluation), scope.TestTokens(seed) + scope.TestTokens(evaluation), 0);
    }

    private async Task<Trial> TrainAsync(Trial trial, ICandidateEvaluation evaluation, Trial? incumbent, CancellationToken cancellationToken)
    {
        var rows = CandidateCalibration.Rows(trial.Candidate, scope.TrainRows, scope.TrainRowsOf(trial.Candidate, plan), scope.Data.Fields);
        if (rows.Count == 0) return trial;
        var calls = rows.Select((row, i) => evaluation.Plan(row, scope.RequestSeed(trial.Number, Phase.Train, i))).ToArray();
        var wave = await scope.Waves.RunAsync(
            new(trial.Number, Phase.Train, 0),
            calls,
            rollouts => evaluation.JudgeAsync(rollouts, Calibrate(trial.Candidate, rollouts), cancellationToken),
            scope.TestTime(incumbent?.Number ?? 1, trial.Number),
            done => scope.Reporter.Working(trial, Phase.Train, done, rows.Count),
            cancellationToken);
        return trial with
        {
            Calibration = Calibrate(trial.Candidate, wave.Rollouts),
            TrainValue = wave.Rollouts.Average(rollout => rollout.Score), // null where there are content-free rows alone
        };
    }

    private async Task<Trial> ValidateAsync(Trial trial, Trial? incumbent, Trial? rival, CancellationToken cancellationToken)
    {
        var toBeat = rival is null || trial.Tuned?.Fidelity is not null ? [] : scope.RankScores(rival.Number);
        int end = scope.RaceRowsOf(trial);
        trial = validation.Begun(trial); // stored waves are read again
        while (trial.Rows < end)
        {
            trial = await validation.NextAsync(trial, end, incumbent?.Number ?? 1, cancellationToken);
            if (incumbent is null || trial.Rows == end) continue;
            if (WhyToStop(trial, rival, toBeat) is { } reason) return trial with { State = TrialState.Pruned, Reason = reason, RowsSaved = end - trial.Rows };
        }

        return end == scope.RaceRows
            ? trial with { State = TrialState.Complete }
            : trial with { State = TrialState.Pruned, Reason = $"a part of the race: {trial.Rows} of {scope.RaceRows} rows, as {trial.Tuned!.Source} asked" };
    }

    /// <summary>A trial that goes on from an earlier one, with what that one has learned from the train rows; null for one that begins.</summary>
    private Trial? Begun(Trial trial)
    {
        if (trial.Tuned?.Continues is not { } number) return null;
        var earlier = scope.Store.ReadTrials().Single(t => t.Number == number);
        return trial with { Calibration = earlier.Calibration, TrainValue = earlier.TrainValue };
    }

    private string? WhyToStop(Trial trial, Trial? rival, double[] toBeat)
    {
        if (_costs.Limits && _costs.Problem([.. scope.ValidationRollouts(trial.Number).Take(trial.Rows)], scope.RaceRows) is { } tooDear) return tooDear;
        return toBeat.Length > 0 && pruner.ShouldStop(scope.RankScores(trial.Number)[..trial.Rows], toBeat, scope.ValidationRows.Count)
            ? $"behind trial {rival!.Number} on the same {trial.Rows} rows"
            : null;
    }

    private FittedCalibration Calibrate(Candidate candidate, IReadOnlyList<Rollout> rollouts) => CandidateCalibration.Fit(candidate, scope.Data.Labels, rollouts);
}
