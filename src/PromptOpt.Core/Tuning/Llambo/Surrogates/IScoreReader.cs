using PromptOpt.LanguageModels;
using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>Reads a model's belief about the score that comes next in a prompt.</summary>
internal interface IScoreReader
{
    /// <summary>The belief.</summary>
    /// <param name="prompt">Ends where a space and the score would come.</param>
    /// <param name="scale">The scale of the score.</param>
    /// <param name="canFail">Whether the word "failed" is an answer, too.</param>
    /// <param name="seed">Seed of draws.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<ScoreDistribution> ReadAsync(ChatPrompt prompt, ScoreScale scale, bool canFail, ulong seed, CancellationToken cancellationToken);
}
