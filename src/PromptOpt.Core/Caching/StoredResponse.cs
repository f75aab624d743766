namespace PromptOpt.Caching;

/// <summary>A response as caches keep it.</summary>
public sealed record StoredResponse
{
    /// <summary>Name of the model for people.</summary>
    public required string ModelName { get; init; }

    /// <summary>Identity of the model, see <see cref="LanguageModels.LanguageModelInfo.Identity"/>.</summary>
    public required string ModelIdentity { get; init; }

    /// <summary>Engine and version that computed it.</summary>
    public required string Engine { get; init; }

    /// <summary>Tokens that were charged for it: what a hit saves.</summary>
    public required long Tokens { get; init; }

    /// <summary>The response; only the code that wrote it knows how to read it.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }
}
