namespace PromptOpt.Tasks;

/// <summary>Where the rows are and which columns matter.</summary>
public sealed record DataSpec
{
    /// <summary>Absolute path of the data file: .jsonl, .json, .csv or .tsv.</summary>
    public required string File { get; init; }

    /// <summary>Absolute path of a test set of its own; null if the test rows are split off <see cref="File"/>.</summary>
    public string? TestFile { get; init; }

    /// <summary>Input column; null finds the first of input, question, text, prompt.</summary>
    public string? Input { get; init; }

    /// <summary>Target column; null finds the first of target, answer, label, expected_output, output.</summary>
    public string? Target { get; init; }
}
