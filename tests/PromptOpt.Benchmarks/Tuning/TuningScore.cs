namespace PromptOpt.Benchmarks.Tuning;

/// <summary>What came of a configuration.</summary>
/// <param name="Score">Mean over the folds; null where it failed.</param>
/// <param name="Generalization">On the test rows; null where it failed.</param>
/// <param name="Failed">Why there is no score.</param>
internal sealed record TuningScore(double? Score, double? Generalization, string? Failed);
