namespace PromptOpt.Feedback;

/// <summary>The rules of one level of a search.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Note">What a person should know: that an edit was taken up, or what is wrong with it, problem by problem as <c>path:line:column: ...</c>; null
/// for nothing new.</param>
public sealed record LevelRules(RuleSet Rules, string? Note);
