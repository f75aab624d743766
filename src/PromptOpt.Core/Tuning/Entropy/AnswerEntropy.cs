using PromptOpt.Studies;

namespace PromptOpt.Tuning.Entropy;

/// <summary>One answer with the mean entropy of its tokens.</summary>
/// <param name="Rollout">The answer as it came, not judged.</param>
/// <param name="Tokens">Tokens that were drawn for it, in all of its requests.</param>
/// <param name="Entropy">Their mean entropy in nats, at least 0; null if none was drawn.</param>
internal sealed record AnswerEntropy(Rollout Rollout, int Tokens, double? Entropy);
