namespace PromptOpt.LlamaCpp.Continuations;

/// <summary>A log-probability to read.</summary>
/// <param name="Token">Whose.</param>
/// <param name="Target">Where it goes in the array of values.</param>
internal readonly record struct ScoreRead(int Token, int Target);
