namespace PromptOpt.Feedback.Conditions;

/// <summary>Whether a condition holds on one step.</summary>
internal delegate bool StepCondition(SubjectStep step);
