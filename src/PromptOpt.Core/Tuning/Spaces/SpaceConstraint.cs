namespace PromptOpt.Tuning.Spaces;

/// <summary>What a configuration must satisfy besides its parameters' bounds.</summary>
/// <param name="Says">The constraint in words, such as <c>min_p + top_p &lt;= 1</c>.</param>
/// <param name="Allows">Whether a configuration satisfies it. Parameters that do not count are missing from it.</param>
public sealed record SpaceConstraint(string Says, Func<Configuration, bool> Allows);
