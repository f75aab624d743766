namespace PromptOpt.Feedback.Conditions;

/// <summary>Where a condition on a whole rollout holds; null if it does not.</summary>
internal delegate Finding? Condition(RuleSubject subject);
