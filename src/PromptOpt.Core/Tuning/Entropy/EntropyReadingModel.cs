using System.Collections.Concurrent;
using PromptOpt.LanguageModels;

namespace PromptOpt.Tuning.Entropy;

/// <summary>A language model that asks for token entropies with every answer and tells them to whoever listens, so that whatever runs candidates need not know of them.</summary>
/// <param name="inner">Answers; not disposed with this one.</param>
internal sealed class EntropyReadingModel(ILanguageModel inner) : ILanguageModel
{
    private readonly AsyncLocal<ConcurrentBag<(ulong Seed, IReadOnlyList<double> Entropies)>?> _heard = new();

    public LanguageModelInfo Info => inner.Info;

    public LanguageModelCapabilities Capabilities => inner.Capabilities;

    /// <summary>Runs some work and returns with the entropies of all tokens that its own requests drew, request by request in the order of their seeds.</summary>
    public async Task<(T Result, double[] Entropies)> ListenAsync<T>(Func<Task<T>> work)
    {
        var heard = new ConcurrentBag<(ulong Seed, IReadOnlyList<double> Entropies)>();
        _heard.Value = heard; // known to this call and what it calls, and to nothing beside them
        var result = await work();
        return (result, [.. heard.OrderBy(request => request.Seed).SelectMany(request => request.Entropies)]);
    }

    public async Task<Generation> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default)
    {
        var generation = await inner.GenerateAsync(request with { TokenEntropies = request.Decoding.Temperature > 0 }, cancellationToken);
        _heard.Value?.Add((request.Seed, generation.TokenEntropies));
        return generation;
    }

    public int CountTokens(ChatPrompt prompt) => inner.CountTokens(prompt);

    public int CountTokens(string text) => inner.CountTokens(text);

    public int CountContinuationTokens(IReadOnlyList<string> continuations) => inner.CountContinuationTokens(continuations);

    public Task<Scoring> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default) => inner.ScoreAsync(request, cancellationToken);

    public Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken = default) => inner.EmbedAsync(text, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
