using PromptOpt.Candidates;
using PromptOpt.Feedback;
using PromptOpt.LanguageModels;
using PromptOpt.Search.Advising;
using PromptOpt.Search.Budgeting;
using PromptOpt.Search.Grids;
using PromptOpt.Search.Objectives;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>What an operator may look at: never the validation or test rows.</summary>
public sealed record ProposalContext
{
    /// <summary>Number of the trial that is proposed.</summary>
    public int Number { get; init; }

    /// <summary>How many proposals for this trial were refused before, or could not be made.</summary>
    public int Attempt { get; init; }

    /// <summary>What is tuned, and who suggests values; null in a study that tunes nothing.</summary>
    internal StudyTuning? Tuning { get; init; }

    /// <summary>Runs, or reads, the next wave of the proposal.</summary>
    internal AskWave Ask { get; init; } = (_, _) => throw new InvalidOperationException("this proposal has no waves");

    /// <summary>What trials of what is tuned are expected to cost; null where that does not count.</summary>
    internal StudyCosts? Costs { get; init; }

    /// <summary>Tells people something about the search.</summary>
    internal Action<string> Note { get; init; } = _ => { };

    /// <summary>The cells of the strategy grid in the order they are run; null with other strategies.</summary>
    internal GridDesign? Grid { get; init; }

    /// <summary>The task.</summary>
    public required TaskSpec Task { get; init; }

    /// <summary>Train rows.</summary>
    public required IReadOnlyList<Example> Train { get; init; }

    /// <summary>Closed set of answers; empty for open ones.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The parent's candidate, as a base for the child.</summary>
    public required Candidate Base { get; init; }

    /// <summary>The parent.</summary>
    public required Trial Parent { get; init; }

    /// <summary>The parent's train rollouts.</summary>
    public required IReadOnlyList<Rollout> Rollouts { get; init; }

    /// <summary>Those of the rollouts that a feedback rule matched, with what it says.</summary>
    public required IReadOnlyList<FeedbackRecord> Records { get; init; }

    /// <summary>What the feedback rules say.</summary>
    public IReadOnlyList<Advice> Feedback => [.. Records.Select(record => record.Advice)];

    /// <summary>The parent's train rollouts on which the child must be better, where the plan has a gate; else empty.</summary>
    public IReadOnlyList<Rollout> Gate { get; init; } = [];

    /// <summary>Parts that are switched off.</summary>
    public Ablations Without { get; init; }

    /// <summary>Scores of a complete trial on the rows that all complete trials have.</summary>
    public Func<Trial, IReadOnlyList<double>> RaceScores { get; init; } = _ => [];

    /// <summary>Ranks trials by the objective of the study. Default by quality.</summary>
    internal TrialOrder Order { get; init; } = TrialOrder.ByQuality;

    /// <summary>What is known to cost too much; null where cost has no limit.</summary>
    internal KnownTooDear? TooDear { get; init; }

    /// <summary>Trials of all earlier levels.</summary>
    public required IReadOnlyList<Trial> History { get; init; }

    /// <summary>The parents of the level, in the order in which its trials take turns; empty where each trial draws its own.</summary>
    public IReadOnlyList<Trial> Parents { get; init; } = [];

    /// <summary>Trials of the same level that were proposed before this one, without results; empty where levels have no size of their own.</summary>
    public IReadOnlyList<Trial> Siblings { get; init; } = [];

    /// <summary>What the solving model can do.</summary>
    public required LanguageModelCapabilities Capabilities { get; init; }

    /// <summary>Whether a candidate's longest prompt and answer fit the model's context.</summary>
    public required Func<Candidate, bool> Fits { get; init; }

    /// <summary>Computes the vectors of the train rows for a candidate that looks up examples by them, and pays for it; false if the budget does not suffice.</summary>
    public Func<Candidate, Task<bool>> EmbedTrain { get; init; } = _ => System.Threading.Tasks.Task.FromResult(true);

    /// <summary>Randomness of this attempt.</summary>
    public required SeededRandom Random { get; init; }

    /// <summary>Randomness that is the same for all trials of the study.</summary>
    public required SeededRandom StudyRandom { get; init; }

    /// <summary>The writing model.</summary>
    public required PromptWriter Writer { get; init; }

    /// <summary>The optimiser's own texts.</summary>
    public required PromptLibrary Library { get; init; }

    /// <summary>Whether the task is played in episodes; its rows then hold no inputs or targets to show.</summary>
    public bool HasEpisodes => Task.Environment is not null;

    /// <summary>Whether answers come from a closed set.</summary>
    public bool HasLabels => Labels.Count >= 2 && !HasEpisodes;
}
