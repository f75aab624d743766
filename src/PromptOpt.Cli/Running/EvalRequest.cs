using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>One prompt to be run on one split, with all paths resolved.</summary>
internal sealed record EvalRequest
{
    /// <summary>Folder of the task.</summary>
    public required string TaskFolder { get; init; }

    /// <summary>Test file instead of the task's own.</summary>
    public string? TestFile { get; init; }

    /// <summary>A best.yaml or a text file; null for the seed prompt or a study's.</summary>
    public string? PromptFile { get; init; }

    /// <summary>Study the prompt comes from.</summary>
    public string? StudyName { get; init; }

    /// <summary>Its trial; null is the best.</summary>
    public int? Trial { get; init; }

    /// <summary>Train, validation or test.</summary>
    public required Phase Split { get; init; }

    /// <summary>Samples a row.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Temperature instead of the prompt's own; null leaves it.</summary>
    public double? Temperature { get; init; }

    /// <summary>Folder of all studies.</summary>
    public required string ResultsRoot { get; init; }

    /// <summary>The model file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>How to set up the engine.</summary>
    public required EngineSettings Engine { get; init; }
}
