using PromptOpt.LanguageModels;

namespace PromptOpt.Tuning.Llambo;

/// <summary>Asks a model, and keeps nothing.</summary>
internal sealed class DirectCalls(ILanguageModel model) : IModelCalls
{
    public bool IsWithinMeans => true;

    public async Task<IReadOnlyList<Generation>> GenerateAsync(string purpose, IReadOnlyList<GenerateRequest> requests, CancellationToken cancellationToken) =>
        await Task.WhenAll(requests.Select(request => model.GenerateAsync(request, cancellationToken)));

    public async Task<IReadOnlyList<IReadOnlyList<double>>> ScoreAsync(string purpose, IReadOnlyList<ScoreRequest> requests, CancellationToken cancellationToken)
    {
        var scorings = await Task.WhenAll(requests.Select(request => model.ScoreAsync(request, cancellationToken)));
        return [.. scorings.Select(scoring => scoring.LogProbabilities)];
    }
}
