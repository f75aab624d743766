using PromptOpt.Environments.External;
using PromptOpt.Evaluation;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>What a session is made of.</summary>
public sealed record SessionInputs
{
    /// <summary>The task.</summary>
    public required TaskSpec Task { get; init; }

    /// <summary>Its rows, split.</summary>
    public required TaskData Data { get; init; }

    /// <summary>The models.</summary>
    public required ModelRoles Models { get; init; }

    /// <summary>The environment, for a task that has one; else null. The caller closes it.</summary>
    public EpisodeSetting? Episodes { get; init; }

    /// <summary>The metric program, for a task that has one; else null. The caller closes it.</summary>
    public MetricProgram? Metric { get; init; }

    /// <summary>The study, already created by the caller.</summary>
    public required IStudyStore Store { get; init; }

    /// <summary>Folder of the optimiser's own prompts (<c>prompts/</c>).</summary>
    public required string PromptsFolder { get; init; }

    /// <summary>Counts uses of the test set.</summary>
    public required TestLedger TestUses { get; init; }

    /// <summary>Watches.</summary>
    public required ISessionObserver Observer { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
