using PromptOpt.Candidates;

namespace PromptOpt.Tuning.Knobs;

/// <summary>A candidate that others take their prompt or their examples from.</summary>
/// <param name="Name">What the parameter's value is called, such as <c>trial 7</c>.</param>
/// <param name="Candidate">The candidate, with its calibration fixed where it scores labels.</param>
/// <param name="Trial">Number of its trial in the study that is searched; 0 where it comes from elsewhere.</param>
public sealed record PromptChoice(string Name, Candidate Candidate, int Trial);
