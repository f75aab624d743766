using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>Picks a trial of a stored study.</summary>
internal static class TrialChoice
{
    /// <summary>The trial with a number; without one the outcome's best, or the best complete one so far.</summary>
    /// <param name="store">The study's store.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="number">The number.</param>
    /// <param name="asked">How it was asked for.</param>
    /// <exception cref="BadInputException">There is none.</exception>
    public static Trial Find(IStudyStore store, StudyFolder folder, int? number, string asked = "--trial")
    {
        var trials = store.ReadTrials();
        if (number is { } wanted)
        {
            return trials.FirstOrDefault(t => t.Number == wanted)
                ?? throw new BadInputException($"{asked}: study {folder.Name} has {(trials.Count == 0 ? "no trials yet" : $"trials 1 to {trials.Max(t => t.Number)}")}, not {wanted}");
        }

        return Best(StudyReader.ReadStudy(store, folder), trials, store) ?? throw new BadInputException($"study {folder.Name} has no complete trial yet");
    }

    /// <summary>The best trial: as the outcome says, or the best complete one so far; null if there is none.</summary>
    public static Trial? Best(Study study, IReadOnlyList<Trial> trials, IStudyStore store) => StudyJson.ReadOutcome(study) is { } outcome
        ? trials.FirstOrDefault(t => t.Number == outcome.BestTrial)
        : StudyOrder.Of(study, store).Ranked(trials) is [var best, ..] ? best : null;
}
