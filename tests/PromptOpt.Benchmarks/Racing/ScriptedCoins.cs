using System.Globalization;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;

namespace PromptOpt.Benchmarks.Racing;

/// <summary>
/// A scripted language model whose candidates have known rates: the first word of the instruction is the chance that a row is answered with
/// "yes", the target of all rows. A row's luck is partly its own, the same for all candidates, which is what makes some rows hard and scores correlated.
/// </summary>
/// <param name="seed">Seed of the luck of the rows.</param>
/// <param name="shared">Share of answers that the row's own luck decides, 0 to 1; the others are decided by the request's seed.</param>
internal sealed class ScriptedCoins(ulong seed, double shared) : ILanguageModel
{
    public LanguageModelInfo Info { get; } = new() { Name = "scripted coins", Identity = "scripted", ContextTokens = 4096, Engine = "scripted" };

    public LanguageModelCapabilities Capabilities => LanguageModelCapabilities.ExactTokenCounts;

    public int CountTokens(ChatPrompt prompt) => 1;

    public int CountTokens(string text) => 1;

    public int CountContinuationTokens(IReadOnlyList<string> continuations) => 1;

    public Task<Generation> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default)
    {
        var messages = request.Prompt.Messages;
        var rate = double.Parse(messages[0].Text.Split(' ')[0], CultureInfo.InvariantCulture);
        var row = ulong.Parse(messages[^1].Text, CultureInfo.InvariantCulture);
        var own = new SeededRandom(request.Seed);
        var luck = own.NextDouble() < shared ? new SeededRandom(seed).Fork(row).NextDouble() : own.NextDouble();
        return Task.FromResult(new Generation
        {
            Text = luck < rate ? "yes" : "no",
            FinishReason = FinishReason.Stop,
            Usage = new() { PromptTokens = 1, OutputTokens = 1 },
        });
    }

    public Task<Scoring> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
