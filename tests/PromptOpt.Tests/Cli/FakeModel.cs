using PromptOpt.LanguageModels;

namespace PromptOpt.Tests.Cli;

/// <summary>A model that is only looked at.</summary>
internal sealed class FakeModel : ILanguageModel
{
    public LanguageModelInfo Info { get; init; } = new()
    {
        Name = "tiny",
        Identity = "abc123",
        Architecture = "llama",
        Quantization = "Q4_1",
        ContextTokens = 2048,
        Engine = "fake 1.0",
    };

    public LanguageModelCapabilities Capabilities => LanguageModelCapabilities.Scoring;

    public int CountTokens(ChatPrompt prompt) => 1;

    public int CountTokens(string text) => 1;

    public int CountContinuationTokens(IReadOnlyList<string> continuations) => 1;

    public Task<Generation> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Scoring> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
