using PromptOpt.Search;
using PromptOpt.Studies;
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

    /// <summary>The study whose prompts are tuned; null for none.</summary>
    public PromptsFrom? From { get; init; }

    /// <summary>Limits given; null members leave the task's own.</summary>
    public required BudgetSpec Budget { get; init; }

    /// <summary>Everything else that steers the session.</summary>
    public required SessionOptions Options { get; init; }

    /// <summary>The study to be stored, still without a name.</summary>
    /// <param name="task">The open task.</param>
    /// <param name="models">The open models.</param>
    /// <param name="budget">The limits, as resolved.</param>
    /// <param name="now">The time, UTC.</param>
    public Study ToStudy(OpenTask task, OpenModels models, BudgetSpec budget, DateTimeOffset now) => new()
    {
        Name = "",
        TaskFolder = task.Spec.Folder,
        TaskName = task.Spec.Name,
        TestFile = TestFile,
        TaskFingerprint = TaskFingerprint.Compute(task.Spec, task.Data, PromptsFolder, task.Identities),
        ModelPath = ModelPath,
        ModelIdentity = models.Roles.Solver.Info.Identity,
        OtherModels = models.Others,
        Engine = models.Roles.Solver.Info.Engine,
        Seed = Options.Seed,
        Budget = budget,
        Options = StudyJson.Write(Options.Resolved(task.Spec)),
        CreatedAt = now,
    };
}
