namespace PromptOpt.LanguageModels;

/// <summary>A text as a vector: the mean of the last layer over its tokens, not normalised.</summary>
/// <param name="Vector">As long as the model's embedding width.</param>
/// <param name="Usage">What it cost.</param>
public sealed record Embedding(IReadOnlyList<float> Vector, CallUsage Usage);
