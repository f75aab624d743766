namespace PromptOpt.Search.ScoreModels;

/// <summary>One number that a score model looks at.</summary>
/// <param name="Group">The group it belongs to, such as <c>words</c> or <c>parent</c>.</param>
/// <param name="Name">What it is.</param>
internal sealed record FeatureColumn(string Group, string Name);
