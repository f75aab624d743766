using PromptOpt.Studies;

namespace PromptOpt.Search.ScoreModels;

/// <summary>What became of the screened trials that were run for one reason.</summary>
/// <param name="Outcome">Why they were run.</param>
/// <param name="Trials">How many have a result.</param>
/// <param name="BetterThanParent">Of these, complete ones with a larger lead than their parent.</param>
/// <param name="BetterThanBest">Of these, complete ones with a larger lead than every trial of earlier levels.</param>
/// <param name="MeanPredicted">Mean of the predicted values; null without trials.</param>
/// <param name="MeanValue">Mean of the measured values, after preferences where there are any, each on its own rows; null without trials.</param>
public sealed record ScreeningCount(ScreeningOutcome Outcome, int Trials, int BetterThanParent, int BetterThanBest, double? MeanPredicted, double? MeanValue)
{
    /// <summary>Counts each outcome.</summary>
    internal static IReadOnlyList<ScreeningCount> Of(IReadOnlyList<Trial> trials)
    {
        var history = new TrialRecord(trials);
        return
        [
            .. Enum.GetValues<ScreeningOutcome>().Select(outcome =>
            {
                var run = trials.Where(trial => trial.Screening?.Outcome == outcome && trial.Lead is not null).ToArray();
                return new ScreeningCount(
                    outcome,
                    run.Length,
                    run.Count(history.BeatsParent),
                    run.Count(history.BeatsBest),
                    run.Length == 0 ? null : run.Average(trial => trial.Screening!.Predicted),
                    run.Length == 0 ? null : run.Average(trial => trial.AdjustedValue ?? trial.Value));
            }),
        ];
    }
}
