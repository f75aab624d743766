namespace PromptOpt.Search.ScoreModels;

/// <summary>How a feature with a name moves the prediction.</summary>
/// <param name="Group">Its group.</param>
/// <param name="Feature">The feature.</param>
/// <param name="Effect">What one standard deviation more adds to the predicted lead.</param>
public sealed record FeatureWeight(string Group, string Feature, double Effect);
