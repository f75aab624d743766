using PromptOpt.Studies;
using PromptOpt.Tuning.Importance;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Search.Stages;

/// <summary>The candidates that are worth tuning: those that the best one does not beat by more than chance.</summary>
public static class BestPrompts
{
    /// <summary>Those with prompts that differ, at most so many.</summary>
    /// <param name="ranked">Candidates, the best first.</param>
    /// <param name="most">Most of them, at least 1.</param>
    public static IReadOnlyList<PromptChoice> Different(IReadOnlyList<PromptChoice> ranked, int most) => PromptPool.Of(ranked, most).Prompts;

    /// <summary>The best candidate and all that are within its reach, by their mean score: the 95 % interval of the mean difference on the same rows includes 0.</summary>
    /// <param name="trials">Trials in any order.</param>
    /// <param name="scores">Scores of a trial on the rows that all are raced on, in the same order.</param>
    /// <param name="rows">How many rows these are; trials with fewer are left out.</param>
    /// <param name="inStudy">Whether the trials are of the study that is searched.</param>
    /// <returns>The best first; at least one if any trial has all rows.</returns>
    public static IReadOnlyList<PromptChoice> Of(IEnumerable<Trial> trials, Func<Trial, IReadOnlyList<double>> scores, int rows, bool inStudy = true)
    {
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentNullException.ThrowIfNull(scores);
        var ranked = trials.Select(trial => (Trial: trial, Scores: scores(trial))).Where(pair => rows > 0 && pair.Scores.Count >= rows)
            .OrderByDescending(pair => pair.Scores.Average()).ThenBy(pair => pair.Trial.Number).ToArray();
        return
        [
            .. ranked.Where(pair => MeanDifference.Of(ranked[0].Scores, pair.Scores).Interval is not { Low: > 0 })
                .Select(pair => new PromptChoice($"trial {pair.Trial.Number}", TuningHistory.Settled(pair.Trial), inStudy ? pair.Trial.Number : 0)),
        ];
    }
}
