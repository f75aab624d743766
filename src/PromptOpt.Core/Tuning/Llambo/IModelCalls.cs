using PromptOpt.LanguageModels;

namespace PromptOpt.Tuning.Llambo;

/// <summary>
/// Asks a language model several things at once. All questions of one step go through one call, so that a study can pay for them, store them and read them again as one
/// group.
/// </summary>
internal interface IModelCalls
{
    /// <summary>Whether more questions would keep within what they may cost.</summary>
    bool IsWithinMeans { get; }

    /// <summary>Answers, in the order of the requests.</summary>
    /// <param name="purpose">What they are for, in a word or two.</param>
    /// <param name="requests">The requests; none is fine.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    Task<IReadOnlyList<Generation>> GenerateAsync(string purpose, IReadOnlyList<GenerateRequest> requests, CancellationToken cancellationToken);

    /// <summary>Log-probabilities of the continuations of each request, in the order of the requests.</summary>
    /// <param name="purpose">What they are for, in a word or two.</param>
    /// <param name="requests">The requests; none is fine.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    Task<IReadOnlyList<IReadOnlyList<double>>> ScoreAsync(string purpose, IReadOnlyList<ScoreRequest> requests, CancellationToken cancellationToken);
}
