namespace PromptOpt.Storage;

/// <summary>What a response cache holds of one model and engine.</summary>
public sealed record ResponseCacheUse
{
    /// <summary>Name of the model.</summary>
    public required string ModelName { get; init; }

    /// <summary>Its identity: SHA-256 of its file in hex.</summary>
    public required string ModelIdentity { get; init; }

    /// <summary>Engine and version.</summary>
    public required string Engine { get; init; }

    /// <summary>Responses.</summary>
    public required long Entries { get; init; }

    /// <summary>Bytes of their contents.</summary>
    public required long Bytes { get; init; }

    /// <summary>Calls answered from the cache since it was made; those of responses that made room count on.</summary>
    public required long Hits { get; init; }

    /// <summary>Tokens, prompt and output, that these calls did not compute.</summary>
    public required long TokensSaved { get; init; }
}
