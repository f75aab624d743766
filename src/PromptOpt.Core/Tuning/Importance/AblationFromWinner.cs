using PromptOpt.Candidates;

namespace PromptOpt.Tuning.Importance;

/// <summary>
/// The way from what was found back to what one had, one part at a time: what a winner loses without a part is what that part is worth beside all others. So a
/// saving made by fewer steps is not credited to the temperature that changed with them. Parts that only work together each show all of their common worth, and
/// parts that stand in for each other show none: the worth of parts need not add up to that of everything.
/// </summary>
public static class AblationFromWinner
{
    /// <summary>What the step is called that puts everything back.</summary>
    public const string Everything = "everything";

    /// <summary>A step for every part in which the two differ, and, where there are several, one that puts everything back.</summary>
    public static IReadOnlyList<AblationStep> Of(Candidate winner, Candidate baseline)
    {
        ArgumentNullException.ThrowIfNull(winner);
        ArgumentNullException.ThrowIfNull(baseline);
        AblationStep[] steps =
        [
            .. CandidateParts.All
                .Select(part => new AblationStep(part.Name, part.Read(winner), part.Read(baseline), part.Take(winner, baseline)))
                .Where(step => step.Winner != step.Baseline),
        ];
        return steps.Length > 1 ? [.. steps, new(Everything, "", "", baseline)] : steps;
    }
}
