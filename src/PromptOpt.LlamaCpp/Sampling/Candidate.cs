namespace PromptOpt.LlamaCpp.Sampling;

/// <summary>A token that may still be drawn.</summary>
internal readonly record struct Candidate(int Token, float Logit);
