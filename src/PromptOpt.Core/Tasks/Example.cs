namespace PromptOpt.Tasks;

/// <summary>One row of a dataset.</summary>
public sealed record Example
{
    /// <summary>Identity: the first 16 hex digits of the SHA-256 of the normalised input. Stable under reordering of the file.</summary>
    public required string Id { get; init; }

    /// <summary>All columns by name, as text.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>The input column.</summary>
    public required string Input { get; init; }

    /// <summary>The expected answer.</summary>
    public required string Target { get; init; }
}
