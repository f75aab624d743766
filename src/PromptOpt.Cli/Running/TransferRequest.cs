using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>Prompts to be run on models, with all paths resolved.</summary>
internal sealed record TransferRequest
{
    /// <summary>The prompts: studies with a trial each; null is the best.</summary>
    public required IReadOnlyList<(string Study, int? Trial)> Prompts { get; init; }

    /// <summary>The model files.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Validation or test.</summary>
    public required Phase Split { get; init; }

    /// <summary>First rows of the split; null for all.</summary>
    public int? Rows { get; init; }

    /// <summary>Test file instead of the studies' own.</summary>
    public string? TestFile { get; init; }

    /// <summary>Folder of all studies.</summary>
    public required string ResultsRoot { get; init; }

    /// <summary>How to set up the engine.</summary>
    public required EngineSettings Engine { get; init; }
}
