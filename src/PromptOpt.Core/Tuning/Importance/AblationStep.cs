using PromptOpt.Candidates;

namespace PromptOpt.Tuning.Importance;

/// <summary>The winner with one part put back to what the baseline has.</summary>
/// <param name="Part">The part, or <see cref="AblationFromWinner.Everything"/>.</param>
/// <param name="Winner">What the winner has there, as text.</param>
/// <param name="Baseline">What the baseline has there.</param>
/// <param name="Candidate">The winner with that put back.</param>
public sealed record AblationStep(string Part, string Winner, string Baseline, Candidate Candidate);
