using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Printing;

/// <summary>What came of all trials of one source.</summary>
/// <param name="Source">Who suggested them.</param>
/// <param name="Trials">How many.</param>
/// <param name="Complete">Those that were run on all rows of the race.</param>
/// <param name="BestTrial">The best of these; null if there is none.</param>
/// <param name="BestValue">Its metric on validation.</param>
/// <param name="BestLead">How far it is above the seed prompt on the same rows.</param>
/// <param name="Ahead">Those of the complete ones that are above the seed prompt.</param>
/// <param name="Tokens">What all of them cost up to the final test, in tokens as sent.</param>
/// <param name="Dearest">What the dearest of them cost.</param>
internal sealed record SourceLine(string Source, int Trials, int Complete, int? BestTrial, double? BestValue, double? BestLead, int Ahead, long Tokens, long Dearest)
{
    /// <summary>A line a source, in the order in which they first occur.</summary>
    public static IReadOnlyList<SourceLine> Of(IReadOnlyList<Trial> trials) => [.. trials.GroupBy(trial => trial.Tuned?.Source ?? trial.Operator).Select(group => Of(group.Key, [.. group]))];

    private static SourceLine Of(string source, IReadOnlyList<Trial> trials)
    {
        var best = ParentSelector.Ranked(trials) is [var first, ..] ? first : null;
        return new(
            source, trials.Count, trials.Count(trial => trial.State == TrialState.Complete), best?.Number, best?.Value, best?.Lead,
            trials.Count(trial => trial is { State: TrialState.Complete, Lead: > 0 }), trials.Sum(trial => trial.Spending.Tokens), trials.Max(trial => trial.Spending.Tokens));
    }
}
