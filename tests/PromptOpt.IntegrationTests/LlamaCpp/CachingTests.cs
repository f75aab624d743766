using System.Text.Json;
using System.Text.Json.Serialization;
using PromptOpt.Caching;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;
using PromptOpt.Storage;

namespace PromptOpt.IntegrationTests.LlamaCpp;

[Collection(nameof(ModelTests))]
public sealed class CachingTests(DefaultModel fixture) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly LlamaLanguageModel model = fixture.Model;
    private readonly string folder = Directory.CreateTempSubdirectory("promptopt-cache-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_second_run_computes_nothing_and_gets_the_same_bytes()
    {
        var first = await RunAsync();
        var before = model.Statistics;
        var second = await RunAsync();
        Assert.Equal(first, second);
        Assert.Equal((before.PromptTokens, before.OutputTokens, before.Steps), (model.Statistics.PromptTokens, model.Statistics.OutputTokens, model.Statistics.Steps));
    }

    /// <summary>A few requests of each kind, as text, without what a hit changes: tokens at hand and time in the queue.</summary>
    private async Task<List<string>> RunAsync()
    {
        await using var cache = SqliteResponseCache.Open(Path.Combine(folder, "responses.db"), new());
        var cached = new CachingLanguageModel(model, cache);
        var results = new List<string>();
        foreach (var temperature in new[] { 0, 0.9 })
        {
            var answer = await cached.GenerateAsync(DefaultModel.Generate("Name three fruits.", temperature: temperature, alternatives: 3));
            results.Add(JsonSerializer.Serialize(answer with { Usage = Plain(answer.Usage) }, Json));
            var turn = DefaultModel.Prompt("You are helpful.", "Name three fruits.");
            var next = await cached.GenerateAsync(new() { Prompt = new() { Messages = [.. turn.Messages, ChatMessage.Answer(turn, answer), new(ChatRole.User, "More.")] }, Decoding = new() { MaxTokens = 4 } });
            results.Add(JsonSerializer.Serialize(next with { Usage = Plain(next.Usage) }, Json));
        }

        var scoring = await cached.ScoreAsync(new() { Prompt = DefaultModel.Prompt("Is it warm?", "It is hot."), Continuations = ["yes", "no"] });
        results.Add(JsonSerializer.Serialize(scoring with { Usage = Plain(scoring.Usage) }, Json));
        var embedding = await cached.EmbedAsync("a text");
        results.Add(JsonSerializer.Serialize(embedding with { Usage = Plain(embedding.Usage) }, Json));
        return results;
    }

    private static CallUsage Plain(CallUsage usage) => usage with { CachedTokens = 0, Queued = TimeSpan.Zero };
}
