namespace PromptOpt.LanguageModels;

/// <summary>What is known of a language model.</summary>
public sealed record LanguageModelInfo
{
    /// <summary>Name for people: the file's <c>general.name</c>, or the file name.</summary>
    public required string Name { get; init; }

    /// <summary>Identity that results depend on: the SHA-256 of the file in lower-case hex, or provider and model name of an endpoint.</summary>
    public required string Identity { get; init; }

    /// <summary>Architecture, e.g. <c>llama</c>.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>Quantisation, e.g. <c>Q4_1</c>.</summary>
    public string Quantization { get; init; } = "";

    /// <summary>Chat template: "its own", or the name or file given instead; empty if unknown.</summary>
    public string ChatTemplate { get; init; } = "";

    /// <summary>SHA-256 of the chat template's text in lower-case hex, if it was read from a file of its own, whose name says nothing about it; else empty.</summary>
    public string ChatTemplateHash { get; init; } = "";

    /// <summary>Number of weights; 0 if unknown.</summary>
    public long Parameters { get; init; }

    /// <summary>Size on disk in bytes; 0 if unknown.</summary>
    public long Bytes { get; init; }

    /// <summary>Most tokens the model was trained for; 0 if unknown.</summary>
    public int TrainedContextTokens { get; init; }

    /// <summary>Most tokens of prompt and answer together of one request, as opened.</summary>
    public required int ContextTokens { get; init; }

    /// <summary>Engine and version that produced the answers, e.g. <c>llama.cpp 0.4.0-dev cpu</c>; results are repeatable only within one.</summary>
    public required string Engine { get; init; }
}
