using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Proposals;

/// <summary>A configuration that a model proposed.</summary>
/// <param name="Configuration">The configuration: allowed, and not tried before.</param>
/// <param name="LogProbability">Natural logarithm of the probability of the answer it was in, before the grammar took the rest away (a lower bound of that under the
/// grammar); null where the model does not report it.</param>
public sealed record DrawnCandidate(Configuration Configuration, double? LogProbability);
