namespace PromptOpt.LanguageModels;

/// <summary>A token of an answer with the alternatives the model had.</summary>
/// <param name="Chosen">The token that was drawn.</param>
/// <param name="Alternatives">The likeliest tokens in falling order, as many as were asked for.</param>
public sealed record GeneratedToken(TokenLogProbability Chosen, IReadOnlyList<TokenLogProbability> Alternatives);
