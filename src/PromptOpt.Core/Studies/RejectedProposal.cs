using PromptOpt.Candidates;

namespace PromptOpt.Studies;

/// <summary>A proposal that was screened out.</summary>
/// <param name="Candidate">The proposal.</param>
/// <param name="Operator">Operator that made it.</param>
/// <param name="Predicted">What was predicted for it.</param>
public sealed record RejectedProposal(Candidate Candidate, string Operator, double Predicted);
