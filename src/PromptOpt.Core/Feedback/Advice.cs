namespace PromptOpt.Feedback;

/// <summary>What a rule says about one rollout.</summary>
/// <param name="RuleName">The rule that matched.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What to tell whoever rewrites the prompt, filled in for this rollout.</param>
public sealed record Advice(string RuleName, FeedbackSeverity Severity, string Message);
