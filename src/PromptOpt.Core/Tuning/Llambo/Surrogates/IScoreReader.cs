using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tuning.Llambo.Surrogates;

/// <summary>Reads a model's belief about the score that comes next in a prompt.</summary>
internal interface IScoreReader
{
    /// <summary>The beliefs, in the order of the questions.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="scale">The scale of the scores.</param>
    /// <param name="canFail">Whether the word "failed" is an answer, too.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<ScoreDistribution>> ReadAsync(IReadOnlyList<ScoreQuestion> questions, ScoreScale scale, bool canFail, CancellationToken cancellationToken);
}
