using PromptOpt.Cli.Running;
using PromptOpt.Evaluation;
using PromptOpt.Search;
using PromptOpt.Search.Advising;
using PromptOpt.Search.Objectives;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Printing;

/// <summary>Everything the result of a finished study is printed from.</summary>
internal sealed record StudyReport
{
    /// <summary>The study.</summary>
    public required Study Study { get; init; }

    /// <summary>What it found.</summary>
    public required StudyOutcome Outcome { get; init; }

    /// <summary>The best trial and its ancestors, the seed prompt first.</summary>
    public required IReadOnlyList<Trial> Lineage { get; init; }

    /// <summary>95 % interval of the best trial on test; null if test stayed untouched.</summary>
    public Interval? TestInterval { get; init; }

    /// <summary>The same of the seed prompt.</summary>
    public Interval? SeedTestInterval { get; init; }

    /// <summary>Calls that the response cache answered, and their tokens; part of what was spent.</summary>
    public Spending FromCache { get; init; }

    /// <summary>Files written, by what they are.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Accuracy of a bag-of-words classifier trained on the rows that the search saw; on test, or on validation (trained on train alone) if
    /// test stayed untouched. Null if not computed.</summary>
    public double? BagOfWords { get; init; }

    /// <summary>How the seed prompt's episodes went, on test, or on validation if test stayed untouched; null for a dataset.</summary>
    public EpisodeStatistics? SeedEpisodes { get; init; }

    /// <summary>The same of the best trial.</summary>
    public EpisodeStatistics? BestEpisodes { get; init; }

    /// <summary>Complete trials with their costs; null where quality alone counts.</summary>
    public IReadOnlyList<TradeOff>? TradeOffs { get; init; }

    /// <summary>What a language model contributed that advised the sampler; null where none did.</summary>
    public AdviserReport? Adviser { get; init; }

    /// <summary>The best trial.</summary>
    public Trial? Best => Lineage.Count > 0 ? Lineage[^1] : null;

    /// <summary>Puts a report together.</summary>
    public static StudyReport From(Study study, StudyOutcome outcome, IStudyStore store, StudyFolder folder) => new()
    {
        Study = study,
        Outcome = outcome,
        Lineage = LineageOf(outcome.BestTrial, store.ReadTrials()),
        TestInterval = IntervalOf(outcome.TestAccuracy, outcome.TestRows),
        SeedTestInterval = IntervalOf(outcome.SeedTestAccuracy, outcome.TestRows),
        TradeOffs = outcome.Objective is null ? null : StudyOrder.TradeOffs(study, store),
        FromCache = CachedCalls.In(store.ReadWaves()),
        SeedEpisodes = EpisodesOf(1, outcome, store),
        BestEpisodes = EpisodesOf(outcome.BestTrial, outcome, store),
        Adviser = AdviserReport.Of(store.ReadTrials(), store.ReadWaves()),
        Files = new Dictionary<string, string>
        {
            ["bestPrompt"] = folder.BestPrompt,
            ["best"] = folder.BestYaml,
            ["trials"] = folder.TrialsCsv,
            ["rollouts"] = folder.RolloutsCsv,
            ["study"] = folder.Database,
        },
    };

    private static EpisodeStatistics? EpisodesOf(int trial, StudyOutcome outcome, IStudyStore store) =>
        EpisodeStatistics.Of(outcome.TestAccuracy is null
            ? new StoredValidation(store).Of(trial)
            : store.ReadWaves(trial).Where(wave => wave.Key.Phase == Phase.Test).SelectMany(wave => wave.Rollouts));

    private static Interval? IntervalOf(double? mean, int rows) =>
        mean is { } value && rows > 0 ? Proportion.Wilson(Math.Clamp(value * rows, 0, rows), rows) : null;

    private static IReadOnlyList<Trial> LineageOf(int number, IReadOnlyList<Trial> trials) =>
        trials.FirstOrDefault(t => t.Number == number) is { } trial ? new TrialLineage(trials).ChainTo(trial) : [];
}
