using PromptOpt.Search;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Running;

/// <summary>A new study, as the command line asks for it, with all paths resolved.</summary>
internal sealed record OptimizeRequest
{
    /// <summary>Folder of the task.</summary>
    public required string TaskFolder { get; init; }

    /// <summary>Test file instead of the task's own.</summary>
    public string? TestFile { get; init; }

    /// <summary>Name asked for; null makes one from task and seed.</summary>
    public string? StudyName { get; init; }

    /// <summary>Folder of all studies.</summary>
    public required string ResultsRoot { get; init; }

    /// <summary>The model file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Folder of the optimiser's own prompts.</summary>
    public required string PromptsFolder { get; init; }

    /// <summary>How to set up the engine.</summary>
    public required EngineSettings Engine { get; init; }

    /// <summary>Limits given; null members leave the task's own.</summary>
    public required BudgetSpec Budget { get; init; }

    /// <summary>Everything else that steers the session.</summary>
    public required SessionOptions Options { get; init; }
}
