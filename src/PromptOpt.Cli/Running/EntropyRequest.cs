using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>One prompt whose answers' entropy is to be measured, with all paths resolved.</summary>
internal sealed record EntropyRequest
{
    /// <summary>Folder of the task.</summary>
    public required string TaskFolder { get; init; }

    /// <summary>A best.yaml or a text file; null for the seed prompt.</summary>
    public string? PromptFile { get; init; }

    /// <summary>Most rows to answer.</summary>
    public required int Rows { get; init; }

    /// <summary>Temperatures, rising.</summary>
    public required IReadOnlyList<double> Temperatures { get; init; }

    /// <summary>Train or validation.</summary>
    public required Phase Split { get; init; }

    /// <summary>Seed of the answers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>CSV file to write; null for none.</summary>
    public string? Output { get; init; }

    /// <summary>The model file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>How to set up the engine.</summary>
    public required EngineSettings Engine { get; init; }
}
