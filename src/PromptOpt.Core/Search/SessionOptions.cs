using System.Text.Json.Serialization;
using PromptOpt.Search.Grids;
using PromptOpt.Search.Objectives;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Search;

/// <summary>What steers a session besides task, model and budget. Stored with the study; a resumed study uses the stored ones.</summary>
public sealed record SessionOptions
{
    /// <summary>Seed of all randomness of the search. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Trials driven at once, 1 to 16. Default 1.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>Rows of the train split that a trial reads for calibration and feedback, at least 8. Null, the default: 32, or 8 episodes.</summary>
    public int? TrainRows { get; init; }

    /// <summary>Rows of the validation split that a candidate is raced on, at least 10; contenders get more of them. Null, the default: 64, or 16 episodes,
    /// as many as PROMST evaluates a prompt on.</summary>
    public int? ValidationRows { get; init; }

    /// <summary>Rows run and stored together, 1 to 256. Default 16.</summary>
    public int WaveRows { get; init; } = 16;

    /// <summary>Trials of one level, 1 to 64. Those of one level do not know each other's results, so with a given number the search is the same for
    /// any number of lanes; later levels know more, so small levels learn faster. Default: what the strategy says, or as many as <see cref="Lanes"/>.</summary>
    public int? LevelTrials { get; init; }

    /// <summary>The strategy of the search, taken as it is; null (the default) takes the task's.</summary>
    public Strategy? Strategy { get; init; }

    /// <summary>How parents are chosen; null (the default) takes the strategy's, or the task's.</summary>
    public ParentSelection? ParentSelection { get; init; }

    /// <summary>What the strategy <see cref="Strategy.Tune"/> tunes; null (the default) takes the task's, or what suits it.</summary>
    public TuningSpec? Tuning { get; init; }

    /// <summary>The grid of the strategy <see cref="Strategy.Grid"/>; null (the default) takes the task's, or one that suits it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GridSpec? Grid { get; init; }

    /// <summary>What makes one trial better than another, over the task's own; null (the default) takes the task's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Objective? Objective { get; init; }

    /// <summary>Parts that are switched off, to see what they are worth. Default none.</summary>
    public Ablations Without { get; init; }

    /// <summary>Whether the study ends with the choice of the best trial, and leaves gate and final test to the caller. Default false.</summary>
    public bool LeaveTest { get; init; }

    /// <summary>Trials of one level, as resolved.</summary>
    [JsonIgnore]
    public int TrialsPerLevel => LevelTrials ?? Lanes;

    /// <summary>Chance to stop a trial that is as good as the best one so far or better, above 0 and below 0.5; null (the default) takes the task's.</summary>
    public double? EliminationError { get; init; }

    /// <summary>Whether the targets of train and validation are shuffled among their rows: a check that the verdict does not find what is not there. Default false.</summary>
    public bool ShuffleTargets { get; init; }

    /// <summary>What makes one trial better than another in a study of a task: what the options say, over the task's own.</summary>
    /// <param name="task">The task.</param>
    public Objective ObjectiveFor(TaskSpec task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Objective?.Over(task.Objective) ?? task.Objective;
    }

    /// <summary>The options as a study stores them: with the objective that it uses, wherever it stands, so that whoever reads the study need not know the task.</summary>
    /// <param name="task">The task.</param>
    public SessionOptions Resolved(TaskSpec task) => this with { Objective = ObjectiveFor(task) is { IsQuality: false } objective ? objective : null };

    /// <summary>Train rows of a trial where nothing else is said: an episode costs as much as many rows.</summary>
    internal static int DefaultTrainRows(TaskSpec task) => task.Environment is null ? 32 : 8;

    /// <summary>Validation rows of a race where nothing else is said.</summary>
    internal static int DefaultValidationRows(TaskSpec task) => task.Environment is null ? 64 : 16;

    /// <summary>Lists every value out of range; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Lanes is < 1 or > 16) yield return $"lanes: must be 1 to 16, but is {Lanes}";
        if (TrainRows < 8) yield return $"train rows: must be at least 8, but is {TrainRows}";
        if (ValidationRows < 10) yield return $"validation rows: must be at least 10, but is {ValidationRows}";
        if (WaveRows is < 1 or > 256) yield return $"wave rows: must be 1 to 256, but is {WaveRows}";
        if (EliminationError is not (null or (> 0 and < 0.5)))
            yield return FormattableString.Invariant($"elimination error: must be above 0 and below 0.5, but is {EliminationError}");
        if (Grid?.Cells is < 2) yield return $"grid cells: must be at least 2, but is {Grid.Cells}";
        foreach (var problem in Objective?.Problems() ?? []) yield return $"objective: {problem}";
        if (LevelTrials is < 1 or > 64) yield return $"level trials: must be 1 to 64, but is {LevelTrials}";
    }
}
