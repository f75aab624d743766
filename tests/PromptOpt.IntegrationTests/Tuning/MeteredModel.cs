using PromptOpt.LanguageModels;

namespace PromptOpt.IntegrationTests.Tuning;

/// <summary>Counts the tokens that a model is charged.</summary>
internal sealed class MeteredModel(ILanguageModel inner) : ILanguageModel
{
    private int _tokens;

    public int Tokens => _tokens;

    public LanguageModelInfo Info => inner.Info;

    public LanguageModelCapabilities Capabilities => inner.Capabilities;

    public int CountTokens(ChatPrompt prompt) => inner.CountTokens(prompt);

    public int CountTokens(string text) => inner.CountTokens(text);

    public int CountContinuationTokens(IReadOnlyList<string> continuations) => inner.CountContinuationTokens(continuations);

    public async Task<Generation> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default)
    {
        var generation = await inner.GenerateAsync(request, cancellationToken);
        Interlocked.Add(ref _tokens, generation.Usage.TotalTokens);
        return generation;
    }

    public async Task<Scoring> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        var scoring = await inner.ScoreAsync(request, cancellationToken);
        Interlocked.Add(ref _tokens, scoring.Usage.TotalTokens);
        return scoring;
    }

    public Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken = default) => inner.EmbedAsync(text, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
