namespace PromptOpt.LanguageModels;

/// <summary>One token and how likely the model found it, before temperature and filters.</summary>
/// <param name="Token">Token id.</param>
/// <param name="Text">The token as text; a partial UTF-8 sequence shows as U+FFFD.</param>
/// <param name="LogProbability">Natural logarithm of its probability, at most 0.</param>
public sealed record TokenLogProbability(int Token, string Text, double LogProbability);
