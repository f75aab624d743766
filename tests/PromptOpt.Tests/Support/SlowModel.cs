using PromptOpt.LanguageModels;

namespace PromptOpt.Tests.Support;

/// <summary>A scripted model that never answers some requests, until they are cancelled.</summary>
internal sealed class SlowModel(ScriptedLanguageModel model, Func<ChatPrompt, bool> hangs) : ILanguageModel
{
    public LanguageModelInfo Info => model.Info;

    public LanguageModelCapabilities Capabilities => model.Capabilities;

    public int CountTokens(ChatPrompt prompt) => model.CountTokens(prompt);

    public int CountTokens(string text) => model.CountTokens(text);

    public int CountContinuationTokens(IReadOnlyList<string> continuations) => model.CountContinuationTokens(continuations);

    public async Task<Generation> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default)
    {
        await WaitAsync(request.Prompt, cancellationToken);
        return await model.GenerateAsync(request, cancellationToken);
    }

    public async Task<Scoring> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        await WaitAsync(request.Prompt, cancellationToken);
        return await model.ScoreAsync(request, cancellationToken);
    }

    public Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken = default) => model.EmbedAsync(text, cancellationToken);

    public ValueTask DisposeAsync() => model.DisposeAsync();

    private Task WaitAsync(ChatPrompt prompt, CancellationToken cancellationToken) =>
        hangs(prompt) ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;
}
