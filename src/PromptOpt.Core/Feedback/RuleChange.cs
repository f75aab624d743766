namespace PromptOpt.Feedback;

/// <summary>How often a rule held before and after a change of the prompt, on the same rows.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Before">On rollouts of the parent.</param>
/// <param name="After">On rollouts of the child.</param>
public sealed record RuleChange(string Rule, int Before, int After);
