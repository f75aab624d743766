using PromptOpt.LanguageModels;

namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>Asks for a model's belief about one score.</summary>
/// <param name="Prompt">Ends where a space and the score would come.</param>
/// <param name="Seed">Seed of draws.</param>
internal readonly record struct ScoreQuestion(ChatPrompt Prompt, ulong Seed);
