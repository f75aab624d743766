using PromptOpt.Tasks;

namespace PromptOpt.Studies;

/// <summary>One optimisation run: what is needed to start it again and to know what it was run on.</summary>
public sealed record Study
{
    /// <summary>Name; its folder is <c>results/NAME</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute path of the task folder.</summary>
    public required string TaskFolder { get; init; }

    /// <summary>Name of the task.</summary>
    public required string TaskName { get; init; }

    /// <summary>Test file given on the command line instead of the task's own; null if none was.</summary>
    public string? TestFile { get; init; }

    /// <summary>SHA-256 over task.yaml, the data and the prompts: a resumed study refuses another one.</summary>
    public required string TaskFingerprint { get; init; }

    /// <summary>Absolute path of the model file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Identity of the model (SHA-256 of the file).</summary>
    public required string ModelIdentity { get; init; }

    /// <summary>Identities of the models of other roles (<c>summarizer</c>, <c>writer</c>) that are not <see cref="ModelIdentity"/>.</summary>
    public IReadOnlyDictionary<string, string> OtherModels { get; init; } = new Dictionary<string, string>();

    /// <summary>Engine and version; repeatable only within one.</summary>
    public required string Engine { get; init; }

    /// <summary>Seed of all randomness.</summary>
    public required long Seed { get; init; }

    /// <summary>Limits, as resolved from task and command line.</summary>
    public required BudgetSpec Budget { get; init; }

    /// <summary>Everything else that steers the session, as JSON of <c>SessionOptions</c>.</summary>
    public required string Options { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The outcome as JSON of <c>StudyOutcome</c>; null while it can be resumed.</summary>
    public string? Outcome { get; init; }
}
