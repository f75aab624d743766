using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>Runs one trial: train rows for calibration and feedback, then validation rows for the value, as long as it can still win.</summary>
internal sealed class TrialRunner(SessionScope scope, IPruner pruner)
{
    /// <summary>Runs a trial to its end. A candidate that cannot be run is a result, a failed trial; a failure of the machine is an exception, and the
    /// trial stays running and is resumed.</summary>
    /// <param name="trial">The trial, stored as waiting or running.</param>
    /// <param name="incumbent">Best trial of the earlier levels; null for the seed prompt, which is never pruned.</param>
    /// <param name="cancellationToken">Stops within one engine step; the trial stays running and is resumed.</param>
    public async Task<Trial> RunAsync(Trial trial, Trial? incumbent, CancellationToken cancellationToken)
    {
        trial = trial with { State = TrialState.Running };
        scope.Store.SaveTrial(trial);
        try
        {
            var evaluation = scope.Evaluation(trial.Candidate);
            ReserveTest(trial, evaluation);
            trial = await TrainAsync(trial, evaluation, incumbent, cancellationToken);
            trial = await ValidateAsync(trial, evaluation, incumbent, cancellationToken);
        }
        catch (BudgetSpentException spent)
        {
            trial = Measured(trial) with { State = TrialState.Pruned, Reason = OptimizationSession.BudgetReason + spent.Limit };
        }
        catch (PromptOptException error) when (error is BadInputException or PromptTooLongException)
        {
            trial = trial with { State = TrialState.Failed, Reason = error.Message, Value = null, StandardError = null };
        }

        trial = trial with { Spending = scope.Store.ReadWaves(trial.Number).Aggregate(default(Spending), (sum, wave) => sum + wave.Spending) };
        scope.Store.SaveTrial(trial);
        scope.Reporter.Ended(trial);
        return trial;
    }

    private void ReserveTest(Trial trial, CandidateEvaluation evaluation)
    {
        long seed = scope.Ledger.CountsTokens && trial.Number > 1
            ? scope.TestTokens(scope.Evaluation(scope.Store.ReadTrials()[0].Candidate))
            : scope.TestTokens(evaluation);
        if (!scope.Ledger.TryReserveTest(new(scope.TestCalls, seed + scope.TestTokens(evaluation), 0)))
            throw new BudgetSpentException("its final test would not fit");
    }

    private async Task<Trial> TrainAsync(Trial trial, CandidateEvaluation evaluation, Trial? incumbent, CancellationToken cancellationToken)
    {
        var used = trial.Candidate.Examples.Select(e => e.Id).ToHashSet();
        var rows = scope.TrainRows.Where(row => !used.Contains(row.Id)).Take(scope.Options.TrainRows).ToList();
        if (NeedsContentFree(trial.Candidate)) rows.AddRange(CalibrationFit.ContentFreeInputs.Select(evaluation.ContentFree));
        var calls = rows.Select((row, i) => evaluation.Plan(row, scope.RequestSeed(trial.Number, Phase.Train, i))).ToArray();
        var wave = await scope.Waves.RunAsync(
            new(trial.Number, Phase.Train, 0),
            calls,
            rollouts => Judge(evaluation, rollouts, Calibrate(trial.Candidate, rollouts)),
            scope.TestTime(incumbent?.Number ?? 1, trial.Number),
            done => scope.Reporter.Working(trial, Phase.Train, done, rows.Count),
            cancellationToken);
        return trial with
        {
            Calibration = Calibrate(trial.Candidate, wave.Rollouts),
            TrainValue = wave.Rollouts.Where(r => r.Score is not null).Select(r => r.Score!.Value).DefaultIfEmpty(0).Average(),
        };
    }

    private async Task<Trial> ValidateAsync(Trial trial, CandidateEvaluation evaluation, Trial? incumbent, CancellationToken cancellationToken)
    {
        var rows = scope.ValidationRows;
        var race = incumbent is null ? null : Race.Between(scope.Store.ReadWaves(trial.Number), scope.Store.ReadWaves(incumbent.Number), rows.Count);
        var scores = new List<double>();
        for (int index = 0; scores.Count < rows.Count; index++)
        {
            if (race is not null && race.ShouldStop(pruner, scores))
                return trial with { State = TrialState.Pruned, Reason = $"behind trial {incumbent!.Number} on the same {race.SharedTrainRows + scores.Count} rows" };
            int first = scores.Count;
            var calls = rows.Skip(first).Take(scope.Options.WaveRows)
                .Select((row, i) => evaluation.Plan(row, scope.RequestSeed(trial.Number, Phase.Validation, first + i), trial.Calibration)).ToArray();
            var wave = await scope.Waves.RunAsync(
                new(trial.Number, Phase.Validation, index),
                calls,
                rollouts => Judge(evaluation, rollouts, trial.Calibration),
                scope.TestTime(incumbent?.Number ?? 1, trial.Number),
                done => scope.Reporter.Working(trial, Phase.Validation, first + done, rows.Count),
                cancellationToken);
            scores.AddRange(wave.Rollouts.Select(r => r.Score ?? 0));
            trial = Measured(trial, scores);
            scope.Store.SaveTrial(trial);
        }

        return trial with { State = TrialState.Complete };
    }

    private Trial Measured(Trial trial) => Measured(trial, scope.ValidationScores(trial.Number));

    private static Trial Measured(Trial trial, IReadOnlyList<double> scores) => scores.Count == 0 ? trial : trial with
    {
        Value = scores.Average(),
        StandardError = scores.Count > 1 ? Descriptive.StandardErrorOfMean(scores) : null,
        Rows = scores.Count,
    };

    private FittedCalibration Calibrate(Candidate candidate, IReadOnlyList<Rollout> rollouts)
    {
        if (candidate.Mode != AnswerMode.Choice) return FittedCalibration.None;
        var rows = rollouts.Where(r => r.ExampleId.Length > 0).ToArray();
        var scores = rows.Select(r => r.LabelLogProbabilities).ToArray();
        var contentFree = rollouts.Where(r => r.ExampleId.Length == 0).Select(r => r.LabelLogProbabilities).ToArray();
        if (candidate.Calibration is { } method) return CalibrationFit.Fit(method, scores, contentFree);
        var labels = scope.Data.Labels.ToList();
        return CalibrationFit.Choose(scores, contentFree, rows.Select(r => labels.IndexOf(r.Target)).ToArray());
    }

    private static bool NeedsContentFree(Candidate candidate) =>
        candidate is { Mode: AnswerMode.Choice, Calibration: null or CalibrationMethod.Contextual };

    private static Rollout[] Judge(CandidateEvaluation evaluation, IReadOnlyList<Rollout> rollouts, FittedCalibration calibration) =>
        rollouts.Select(rollout => evaluation.Judge(rollout, calibration)).ToArray();
}
