using PromptOpt.Studies;

namespace PromptOpt.Search.ScoreModels;

/// <summary>A candidate and what it scored: what a score model learns from.</summary>
/// <param name="Facts">What was known before it was run.</param>
/// <param name="Trial">Its trial.</param>
/// <param name="Lead">How far it is above the seed prompt on its own rows.</param>
/// <param name="Weight">Its rows: how much it counts.</param>
internal sealed record ScorePair(ProposalFacts Facts, Trial Trial, double Lead, double Weight)
{
    /// <summary>Most pairs that are learned from; of more, the latest.</summary>
    private const int Most = 256;

    /// <summary>
    /// The pairs of a history: complete trials, and those that the race stopped, with the lead on the rows they were given. The mean of a stopped trial alone is
    /// too low, because it was stopped at a low moment; but by Wald's identity E[sum of the scores] = mean × E[rows] whatever the rule to stop, so least squares
    /// that count each trial with its rows are not biased by it. Leaving stopped trials out would be: what is left are the lucky ones. Failed trials say nothing.
    /// </summary>
    public static ScorePair[] Of(IReadOnlyCollection<Trial> trials)
    {
        var history = trials.ToDictionary(trial => trial.Number);
        return
        [
            .. trials.Where(trial => trial is { State: TrialState.Complete or TrialState.Pruned, Parent: > 0, Rows: > 0, Lead: not null })
                .OrderBy(trial => trial.Number)
                .Select(trial => ProposalFacts.Of(trial, history) is { } facts ? new ScorePair(facts, trial, trial.Lead!.Value, trial.Rows) : null)
                .OfType<ScorePair>()
                .TakeLast(Most),
        ];
    }
}
