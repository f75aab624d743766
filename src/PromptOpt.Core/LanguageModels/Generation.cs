namespace PromptOpt.LanguageModels;

/// <summary>One answer.</summary>
public sealed record Generation
{
    /// <summary>The answer without answer prefix and without the stop string.</summary>
    public required string Text { get; init; }

    /// <summary>Why it ended.</summary>
    public required FinishReason FinishReason { get; init; }

    /// <summary>What it cost.</summary>
    public required CallUsage Usage { get; init; }

    /// <summary>Its tokens with alternatives; empty unless <see cref="GenerateRequest.TopLogProbabilities"/> asked for them.</summary>
    public IReadOnlyList<GeneratedToken> Tokens { get; init; } = [];

    /// <summary>For every token that was drawn, the last one that ends the answer included, the entropy in nats of the softmax of all logits over the temperature:
    /// exact, over the whole vocabulary, before penalties, bias, filters and limits. Empty unless <see cref="GenerateRequest.TokenEntropies"/> asked for them.</summary>
    public IReadOnlyList<double> TokenEntropies { get; init; } = [];

    /// <summary>Ids of the tokens at the beginning of <see cref="Text"/> that a further turn can go on from (see <see cref="ChatMessage.Answer"/>);
    /// empty where the model does not report them.</summary>
    public IReadOnlyList<int> DrawnTokens { get; init; } = [];
}
