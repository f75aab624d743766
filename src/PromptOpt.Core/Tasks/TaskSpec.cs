using PromptOpt.Environments;
using PromptOpt.Search.Objectives;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Tasks;

/// <summary>A task as its folder describes it: <c>task.yaml</c> and the files it names. Read by <c>TaskFile.Load</c>.</summary>
public sealed record TaskSpec
{
    /// <summary>Name, <c>[a-z0-9-]+</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the task is, for people and for the model that writes prompts. One or two sentences.</summary>
    public string Description { get; init; } = "";

    /// <summary>Absolute path of the folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the rows are; names no file where the task has an environment.</summary>
    public required DataSpec Data { get; init; }

    /// <summary>The environment of a multi-step task; null for a dataset.</summary>
    public EnvironmentSpec? Environment { get; init; }

    /// <summary>How an answer is got and found.</summary>
    public AnswerSpec Answer { get; init; } = new();

    /// <summary>How an answer is judged.</summary>
    public MetricSpec Metric { get; init; } = new();

    /// <summary>The prompt to beat.</summary>
    public required SeedPromptSpec Seed { get; init; }

    /// <summary>How the rows are divided.</summary>
    public SplitSpec Splits { get; init; } = new();

    /// <summary>Limits of a session unless the command line says otherwise.</summary>
    public BudgetSpec Budget { get; init; } = new();

    /// <summary>What may be changed.</summary>
    public SearchSpec Search { get; init; } = new();

    /// <summary>What makes one trial better than another. Default quality alone.</summary>
    public Objective Objective { get; init; } = Objective.Quality;

    /// <summary>What <c>promptopt tune</c> tunes.</summary>
    public TuningSpec Tuning { get; init; } = new();

    /// <summary>Smallest improvement of the metric worth having, in [0, 1]. Default 0.02.</summary>
    public double MinEffect { get; init; } = 0.02;
}
