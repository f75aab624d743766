namespace PromptOpt.Tasks;

/// <summary>
/// A task's rows, split. <c>train</c> gives examples, calibration and feedback; <c>validation</c> ranks; <c>test</c> is touched once, at
/// the end. No normalised input is in two splits, and the order inside a split is that of the hash, so any beginning of it is a random sample.
/// </summary>
public sealed record TaskData
{
    /// <summary>Rows for examples, calibration and feedback.</summary>
    public required IReadOnlyList<Example> Train { get; init; }

    /// <summary>Rows that candidates are compared on.</summary>
    public required IReadOnlyList<Example> Validation { get; init; }

    /// <summary>Rows for the verdict.</summary>
    public required IReadOnlyList<Example> Test { get; init; }

    /// <summary>The closed set of answers in a stable order (task.yaml's, else sorted by name); empty for open answers.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Column names that every row has; what a template may name.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>What a person should know: duplicates left out, inputs with two targets, test inputs found in the training file. One line each, with file:line.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>SHA-256 of all rows with their split, in lower-case hex: what a study was run on.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>SHA-256 of the test rows alone: what uses of a test set are counted by.</summary>
    public required string TestFingerprint { get; init; }
}
