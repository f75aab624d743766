using System.Text.Json.Serialization;
using PromptOpt.Cli.Running;
using PromptOpt.Evaluation;
using PromptOpt.Search.Objectives;
using PromptOpt.Studies;
using PromptOpt.Tuning.Importance;

namespace PromptOpt.Cli.Printing;

/// <summary>What a study found; printed as it is with <c>--json</c>.</summary>
internal sealed record TuneReport
{
    /// <summary>Name of the study.</summary>
    public required string Study { get; init; }

    /// <summary>Trials it has.</summary>
    public required int Trials { get; init; }

    /// <summary>Them by who suggested them.</summary>
    public required IReadOnlyList<SourceLine> Sources { get; init; }

    /// <summary>Number of the best trial; 1 is the seed prompt itself.</summary>
    public required int Winner { get; init; }

    /// <summary>The steps from it back to the seed prompt; none if it is the seed prompt.</summary>
    public required IReadOnlyList<AblationStep> Steps { get; init; }

    /// <summary>The seed prompt on its validation rows; null if none are stored.</summary>
    public required RolloutNumbers? SeedNumbers { get; init; }

    /// <summary>The winner on its validation rows, which it was chosen by.</summary>
    public required RolloutNumbers? WinnerNumbers { get; init; }

    /// <summary>Complete trials with their costs, for people; null where quality alone counts.</summary>
    [JsonIgnore]
    public (string Objective, IReadOnlyList<TradeOff> Trials)? TradeOffs { get; init; }

    /// <summary>Which knobs mattered over all that was tried; null if nothing was tuned.</summary>
    public StudyImportance? Importance { get; init; }

    /// <summary>What each part is worth; null if it was not asked for.</summary>
    public Ablation? Ablation { get; init; }

    /// <summary>Puts a report together.</summary>
    public static TuneReport From(Study study, IReadOnlyList<Trial> trials, Trial best, IStudyStore store)
    {
        var numbers = RolloutNumbers.ByTrial(trials, store.ReadWaves());
        return new()
        {
            Study = study.Name,
            Trials = trials.Count,
            Sources = SourceLine.Of(trials),
            Winner = best.Number,
            Steps = AblationFromWinner.Of(best.Candidate, trials.First(trial => trial.Number == 1).Candidate),
            Importance = StudyImportance.Of(trials, study.Seed),
            SeedNumbers = numbers.GetValueOrDefault(1),
            TradeOffs = StudyOrder.TradeOffs(study, store) is { } tradeOffs ? ($"{StudyOrder.Of(study, store).Objective}", tradeOffs) : null,
            WinnerNumbers = numbers.GetValueOrDefault(best.Number),
        };
    }
}
