using PromptOpt.Caching;
using PromptOpt.LanguageModels;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Caching;

public sealed class CachingLanguageModelTests : IAsyncDisposable
{
    private const LanguageModelCapabilities Repeatable = LanguageModelCapabilities.Scoring | LanguageModelCapabilities.Repeatable;
    private readonly MemoryResponseCache _cache = new();

    public ValueTask DisposeAsync() => _cache.DisposeAsync();

    [Fact]
    public async Task A_repeated_request_is_computed_once_and_answered_the_same()
    {
        var inner = Model();
        var model = new CachingLanguageModel(inner, _cache);
        var first = await model.GenerateAsync(Ask("a b"));
        var second = await model.GenerateAsync(Ask("a b"));
        Assert.Equal(1, inner.Calls);
        Assert.Equal("answer to a b", second.Text);
        Assert.Equal(first.Usage.TotalTokens, second.Usage.TotalTokens);
        Assert.False(first.Usage.IsFromCache);
        Assert.True(second.Usage.IsFromCache);
        await model.GenerateAsync(Ask("a c"));
        Assert.Equal(2, inner.Calls);
    }

    [Fact]
    public async Task A_hit_is_charged_as_sent_keeps_the_time_of_its_computation_and_has_not_waited()
    {
        var usage = new CallUsage { PromptTokens = 9, OutputTokens = 4, CachedTokens = 5, Queued = TimeSpan.FromSeconds(2), Running = TimeSpan.FromSeconds(3) };
        Assert.False(usage.IsFromCache);
        Assert.Equal(new CallUsage { PromptTokens = 9, OutputTokens = 4, CachedTokens = 13, Queued = TimeSpan.Zero, Running = TimeSpan.FromSeconds(3) }, usage.FromCache());
        Assert.True(usage.FromCache().IsFromCache);
        var model = new CachingLanguageModel(Model(), _cache);
        await model.ScoreAsync(Score("x"));
        Assert.Equal(-0.1, (await model.ScoreAsync(Score("x"))).LogProbabilities[0]);
        Assert.True((await model.ScoreAsync(Score("x"))).Usage.IsFromCache);
        Assert.False((await model.EmbedAsync("text")).Usage.IsFromCache);
        Assert.Equal([4f], (await model.EmbedAsync("text")).Vector);
        Assert.True((await model.EmbedAsync("text")).Usage.IsFromCache);
    }

    [Fact]
    public async Task Equal_requests_under_way_are_computed_once()
    {
        var gate = new TaskCompletionSource();
        var inner = new GatedModel(gate.Task);
        var model = new CachingLanguageModel(inner, _cache);
        var tasks = Enumerable.Range(0, 20).Select(_ => model.GenerateAsync(Ask("a"))).ToArray();
        gate.SetResult();
        var answers = await Task.WhenAll(tasks);
        Assert.Equal(1, inner.Started);
        Assert.All(answers, a => Assert.Equal("late", a.Text));
        Assert.Equal(19, answers.Count(a => a.Usage.IsFromCache));
    }

    [Fact]
    public async Task A_caller_that_is_cancelled_leaves_the_others_their_answer()
    {
        var gate = new TaskCompletionSource();
        var inner = new GatedModel(gate.Task);
        var model = new CachingLanguageModel(inner, _cache);
        using var source = new CancellationTokenSource();
        var first = model.GenerateAsync(Ask("a"), source.Token);
        var second = model.GenerateAsync(Ask("a"));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.Equal("late", (await second).Text);
        Assert.Equal((1, 0), (inner.Started, inner.Cancelled));
    }

    [Fact]
    public async Task When_the_last_caller_is_cancelled_the_computation_ends_before_it_returns_and_nothing_is_kept()
    {
        var inner = new GatedModel(Task.Delay(Timeout.Infinite));
        var model = new CachingLanguageModel(inner, _cache);
        using var source = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 2).Select(_ => model.GenerateAsync(Ask("a"), source.Token)).ToArray();
        await source.CancelAsync();
        foreach (var call in calls) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, inner.Cancelled);
        inner.Gate = Task.CompletedTask;
        Assert.Equal("late", (await model.GenerateAsync(Ask("a"))).Text);
    }

    [Fact]
    public async Task A_failure_reaches_all_who_wait_and_is_not_remembered()
    {
        var gate = new TaskCompletionSource();
        var inner = new GatedModel(gate.Task);
        var model = new CachingLanguageModel(inner, _cache);
        var calls = Enumerable.Range(0, 3).Select(_ => model.GenerateAsync(Ask("a"))).ToArray();
        gate.SetException(new PromptOptException("broken"));
        foreach (var call in calls) Assert.Equal("broken", (await Assert.ThrowsAsync<PromptOptException>(() => call)).Message);
        inner.Gate = Task.CompletedTask;
        var again = await model.GenerateAsync(Ask("a"));
        Assert.Equal(("late", false, 2), (again.Text, again.Usage.IsFromCache, inner.Started));
    }

    [Fact]
    public async Task A_damaged_response_is_computed_again_and_replaced()
    {
        var inner = Model();
        var spoiled = new SpoilingCache(_cache);
        await new CachingLanguageModel(inner, spoiled).GenerateAsync(Ask("a"));
        var model = new CachingLanguageModel(inner, _cache);
        Assert.False((await model.GenerateAsync(Ask("a"))).Usage.IsFromCache);
        Assert.True((await model.GenerateAsync(Ask("a"))).Usage.IsFromCache);
        Assert.Equal(2, inner.Calls);
    }

    [Fact]
    public async Task A_model_that_cannot_repeat_itself_is_passed_through()
    {
        var inner = new ScriptedLanguageModel();
        var model = new CachingLanguageModel(inner, _cache);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => model.GenerateAsync(Ask("a"))));
        await model.ScoreAsync(Score("a"));
        await model.ScoreAsync(Score("a"));
        Assert.Equal(5, inner.Calls);
    }

    [Fact]
    public async Task At_a_temperature_every_seed_is_a_draw_of_its_own_and_at_0_one_answer()
    {
        var inner = Model();
        var model = new CachingLanguageModel(inner, _cache);
        for (ulong seed = 0; seed < 3; seed++) await model.GenerateAsync(Ask("a") with { Seed = seed, Decoding = new() { Temperature = 1 } });
        Assert.Equal(3, inner.Calls);
        for (ulong seed = 0; seed < 3; seed++) await model.GenerateAsync(Ask("a") with { Seed = seed });
        Assert.Equal(4, inner.Calls);
    }

    internal static ScriptedLanguageModel Model() => new()
    {
        Capabilities = Repeatable,
        Write = request => "answer to " + request.Prompt.Messages[^1].Text,
        Score = request => [.. request.Continuations.Select((_, i) => -0.1 - i)],
    };

    private static GenerateRequest Ask(string text) => new() { Prompt = Prompt(text) };

    private static ScoreRequest Score(string text) => new() { Prompt = Prompt(text), Continuations = ["yes", "no"] };

    private static ChatPrompt Prompt(string text) => new() { Messages = [new(ChatRole.System, ""), new(ChatRole.User, text)] };

    /// <summary>Answers when its gate opens.</summary>
    private sealed class GatedModel(Task gate) : ILanguageModel
    {
        private int _started;
        private int _cancelled;

        public Task Gate { get; set; } = gate;

        public int Started => _started;

        public int Cancelled => _cancelled;

        public LanguageModelInfo Info => new ScriptedLanguageModel().Info;

        public LanguageModelCapabilities Capabilities => Repeatable;

        public int CountTokens(ChatPrompt prompt) => 1;

        public int CountTokens(string text) => 1;

        public int CountContinuationTokens(IReadOnlyList<string> continuations) => 1;

        public async Task<Generation> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _started);
            try
            {
                await Gate.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _cancelled);
                throw;
            }

            return new() { Text = "late", FinishReason = FinishReason.Stop, Usage = new() { PromptTokens = 1, OutputTokens = 1 } };
        }

        public Task<Scoring> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Damages what it saves.</summary>
    private sealed class SpoilingCache(IResponseCache inner) : IResponseCache
    {
        public StoredResponse? Find(ResponseKey key) => inner.Find(key);

        public void Save(ResponseKey key, StoredResponse response) => inner.Save(key, response with { Content = response.Content[..^3] });

        public void CountHit(ResponseKey key) => inner.CountHit(key);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
