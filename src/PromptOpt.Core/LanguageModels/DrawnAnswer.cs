namespace PromptOpt.LanguageModels;

/// <summary>
/// The tokens with which a model wrote an answer, so that the next turn of the same chat can go on from them instead of computing the
/// answer's text again. Meaningful to the model that drew them only.
/// </summary>
/// <param name="Prefix">The answer prefix that the message's text begins with.</param>
/// <param name="Tokens">Ids of the tokens that come after the prefix, in order; text that the message holds behind them is tokenised as usual.</param>
public sealed record DrawnAnswer(string Prefix, IReadOnlyList<int> Tokens);
