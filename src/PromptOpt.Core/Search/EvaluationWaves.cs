using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>Runs a calibrated trial on a few rows of a split: plans them, and judges what came.</summary>
internal sealed class EvaluationWaves(SessionScope scope)
{
    /// <summary>Runs, or reads, one wave.</summary>
    /// <param name="trial">The trial, calibrated.</param>
    /// <param name="key">Which wave.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="first">Number of the first one within the split, for its seed and for people.</param>
    /// <param name="planned">Rows planned in all, for people.</param>
    /// <param name="keepTime">Time to leave over for what must still come.</param>
    /// <param name="cancellationToken">Stops within one engine step; the wave is run again on resume.</param>
    /// <exception cref="BudgetSpentException">The wave does not fit.</exception>
    public Task<Wave> RunAsync(
        Trial trial, WaveKey key, IReadOnlyList<Example> rows, int first, int planned, TimeSpan keepTime, CancellationToken cancellationToken)
    {
        var evaluation = scope.Evaluation(trial.Candidate);
        var calls = rows.Select((row, i) => evaluation.Plan(row, scope.RequestSeed(trial.Number, key.Phase, first + i), trial.Calibration)).ToArray();
        return scope.Waves.RunAsync(
            key,
            calls,
            rollouts => evaluation.JudgeAsync(rollouts, trial.Calibration, cancellationToken),
            keepTime,
            done => scope.Reporter.Working(trial, key.Phase, first + done, planned),
            cancellationToken);
    }
}
