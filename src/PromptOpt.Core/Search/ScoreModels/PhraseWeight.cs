namespace PromptOpt.Search.ScoreModels;

/// <summary>How a word or a pair of words moves the prediction.</summary>
/// <param name="Phrase">The words.</param>
/// <param name="Trials">Trials whose instruction has them.</param>
/// <param name="Effect">What their being there adds to the predicted lead; phrases that share a column share it, with either sign.</param>
public sealed record PhraseWeight(string Phrase, int Trials, double Effect);
