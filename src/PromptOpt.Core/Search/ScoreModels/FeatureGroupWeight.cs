namespace PromptOpt.Search.ScoreModels;

/// <summary>How much a group of features moves the prediction.</summary>
/// <param name="Group">The group.</param>
/// <param name="Spread">Standard deviation, over the trials, of what the group adds to the predicted lead.</param>
public sealed record FeatureGroupWeight(string Group, double Spread);
