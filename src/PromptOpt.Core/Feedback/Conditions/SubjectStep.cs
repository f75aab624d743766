using PromptOpt.Studies;

namespace PromptOpt.Feedback.Conditions;

/// <summary>One step as rules see it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Observation">What the agent saw before it replied.</param>
/// <param name="Record">What it did and what came of it.</param>
internal sealed record SubjectStep(int Number, string Observation, StepRecord Record);
