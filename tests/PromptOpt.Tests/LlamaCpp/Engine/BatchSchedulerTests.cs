using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;
using PromptOpt.LlamaCpp.Continuations;
using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.Tests.LlamaCpp.Engine;

public sealed class BatchSchedulerTests
{
    private const long SavedBytes = 1 << 20;
    private static readonly ScorePlan Plan = new([[1, 2, 3], [1, 4], [5]], includeEnd: true, endToken: 0);

    [Fact]
    public async Task Results_do_not_depend_on_what_runs_beside_a_request()
    {
        var serial = await Results(one => one(new FakeDecoder(sequences: 1)));
        var together = await Results(one => one(new FakeDecoder(sequences: 4)), atOnce: true);
        var manySlots = await Results(one => one(new FakeDecoder(sequences: 16, batchTokens: 17)), atOnce: true);
        Assert.Equal(serial, together);
        Assert.Equal(serial, manySlots);
    }

    [Fact]
    public async Task A_shared_beginning_is_computed_once()
    {
        var decoder = new FakeDecoder(sequences: 8, batchTokens: 64);
        var scheduler = new BatchScheduler(decoder, new EngineCounters(), SavedBytes);
        var jobs = Enumerable.Range(1, 14).Select(i => Score(Prompt(300, i, 10))).ToList();
        jobs.ForEach(scheduler.Enqueue);
        Run(scheduler);
        var cached = (await Task.WhenAll(jobs.Select(job => job.Completion))).Select(result => result.Usage.CachedTokens).ToList();
        Assert.Equal(0, cached[0]);
        Assert.All(cached.Skip(1), tokens => Assert.True(tokens >= 300));
        Assert.Equal(300 + (14 * 10) + (14 * Plan.TokenCount), decoder.TokensComputed);
    }

    [Fact]
    public void No_prompt_piece_is_a_single_token()
    {
        var decoder = new FakeDecoder(sequences: 4, batchTokens: 8);
        var scheduler = new BatchScheduler(decoder, new EngineCounters(), SavedBytes);
        for (var length = 2; length < 40; length++) scheduler.Enqueue(Score(Prompt(length, length, 1), new ScorePlan([[1]], includeEnd: false, 0)));
        Run(scheduler);
        Assert.DoesNotContain(decoder.Calls, call => call.Values.Any(count => count == 1));
    }

    [Fact]
    public void Requests_with_the_same_continuations_are_scored_in_step()
    {
        var decoder = new FakeDecoder(sequences: 4);
        var scheduler = new BatchScheduler(decoder, new EngineCounters(), SavedBytes);
        for (var i = 0; i < 4; i++) scheduler.Enqueue(Score(Prompt(40, i, 5)));
        Run(scheduler);
        Assert.Equal(Plan.Steps.Count, decoder.Calls.TakeLast(Plan.Steps.Count).Count(call => call.Count == 4));
    }

    [Fact]
    public async Task A_cancelled_request_leaves_the_batch_and_the_others_go_on()
    {
        var decoder = new FakeDecoder(sequences: 2);
        var scheduler = new BatchScheduler(decoder, new EngineCounters(), SavedBytes);
        using var cancellation = new CancellationTokenSource();
        var cancelled = Generate(Prompt(10, 1, 3), cancellation.Token);
        var other = Generate(Prompt(10, 2, 3), CancellationToken.None);
        var queued = Generate(Prompt(10, 3, 3), cancellation.Token);
        foreach (var job in new[] { cancelled, other, queued }) scheduler.Enqueue(job);
        for (var i = 0; i < 3; i++) scheduler.Step();
        await cancellation.CancelAsync();
        var before = decoder.Calls.Count;
        Run(scheduler);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Completion);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued.Completion);
        Assert.All(decoder.Calls.Skip(before), call => Assert.Single(call));
        Assert.NotEmpty((await other.Completion).Text);
    }

    [Fact]
    public async Task A_native_failure_fails_the_requests_of_that_call_only()
    {
        var decoder = new FakeDecoder(sequences: 2);
        var scheduler = new BatchScheduler(decoder, new EngineCounters(), SavedBytes);
        var (failing, later) = (Score(Prompt(10, 1, 3)), Score(Prompt(10, 2, 3)));
        scheduler.Enqueue(failing);
        decoder.NextStatus = -3;
        scheduler.Step();
        scheduler.Enqueue(later);
        Run(scheduler);
        var exception = await Assert.ThrowsAsync<EngineFailedException>(() => failing.Completion);
        Assert.Contains("a made-up failure", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, exception.ExitCode);
        Assert.Equal(3, (await later.Completion).LogProbabilities.Count);
    }

    [Fact]
    public async Task Generating_requests_advance_while_prompts_keep_arriving()
    {
        var decoder = new FakeDecoder(sequences: 4, batchTokens: 8);
        var scheduler = new BatchScheduler(decoder, new EngineCounters(), SavedBytes);
        var early = Generate(Prompt(10, 1, 3), CancellationToken.None);
        scheduler.Enqueue(early);
        for (var i = 0; i < 400 && !early.Completion.IsCompleted; i++)
        {
            scheduler.Enqueue(Score(Prompt(0, i + 2, 30)));
            scheduler.Step();
        }

        Assert.NotEmpty((await early.Completion.WaitAsync(TimeSpan.Zero)).Text);
    }

    [Fact]
    public async Task A_chat_that_grows_computes_each_token_once_and_answers_as_if_computed_alone()
    {
        var decoder = new FakeDecoder(sequences: 4);
        var scheduler = new BatchScheduler(decoder, new EngineCounters(), SavedBytes);
        var chat = Prompt(30, 1, 10);
        for (var turn = 0; turn < 6; turn++)
        {
            var job = Generate(chat, CancellationToken.None);
            scheduler.Enqueue(job);
            scheduler.Enqueue(Score(Prompt(60, turn, 9))); // company
            Run(scheduler);
            var text = (await job.Completion).Text;
            Assert.Equal(text, await Alone(chat));
            var usage = (await job.Completion).Usage;
            if (turn > 0) Assert.Equal(chat.Length - 8, usage.CachedTokens); // the last drawn token and the new text
            chat = [.. chat, .. job.Drawn.SkipLast(1).Select(PromptToken.Drawn), job.Drawn[^1], .. Prompt(0, turn, 7)];
        }
    }

    [Fact]
    public async Task A_beginning_that_loses_its_sequence_is_saved_and_comes_back()
    {
        var counters = new EngineCounters();
        var decoder = new FakeDecoder(sequences: 2);
        var scheduler = new BatchScheduler(decoder, counters, SavedBytes);
        var results = await ThreeCandidatesInTurn(scheduler);
        Assert.True(counters.Snapshot(0, 0).RestoredTokens > 0);
        Assert.Equal(3 * 200, counters.Snapshot(0, 0).PromptTokens - (30 * 10)); // each beginning once, each row's own tokens once
        Assert.Equal(await ThreeCandidatesInTurn(new BatchScheduler(new FakeDecoder(sequences: 2), new EngineCounters(), 0)), results);
        Assert.Equal(await ThreeCandidatesInTurn(new BatchScheduler(new FakeDecoder(sequences: 2) { FailsToRestore = true }, new EngineCounters(), SavedBytes)), results);
    }

    private static async Task<List<double>> ThreeCandidatesInTurn(BatchScheduler scheduler)
    {
        var results = new List<double>();
        for (var round = 0; round < 10; round++)
        {
            for (var candidate = 0; candidate < 3; candidate++)
            {
                var job = Score([.. Enumerable.Repeat(candidate, 200), .. Prompt(0, round + candidate, 10)]);
                scheduler.Enqueue(job);
                Run(scheduler);
                results.AddRange((await job.Completion).LogProbabilities);
            }
        }

        return results;
    }

    private static async Task<string> Alone(int[] prompt)
    {
        var scheduler = new BatchScheduler(new FakeDecoder(sequences: 1), new EngineCounters(), 0);
        var job = Generate(prompt, CancellationToken.None);
        scheduler.Enqueue(job);
        Run(scheduler);
        return (await job.Completion).Text;
    }

    private static async Task<List<string>> Results(Func<Func<FakeDecoder, BatchScheduler>, BatchScheduler> make, bool atOnce = false)
    {
        var scheduler = make(decoder => new BatchScheduler(decoder, new EngineCounters(), SavedBytes));
        var results = new List<Func<Task<string>>>();
        for (var i = 0; i < 24; i++)
        {
            var prompt = Prompt(20 * (i % 3), i, 2 + (i % 7));
            if (i % 2 == 0)
            {
                var job = Score(prompt, bestAfter: i % 4 == 0 ? [0, 0.5, 0] : null);
                scheduler.Enqueue(job);
                results.Add(async () => string.Join(',', (await job.Completion).LogProbabilities));
            }
            else
            {
                var job = Generate(prompt, CancellationToken.None, temperature: i % 4 == 1 ? 0 : 1);
                scheduler.Enqueue(job);
                results.Add(async () => (await job.Completion).Text);
            }

            if (!atOnce) Run(scheduler);
        }

        Run(scheduler);
        return [.. await Task.WhenAll(results.Select(result => result()))];
    }

    private static void Run(BatchScheduler scheduler)
    {
        while (scheduler.HasWork) scheduler.Step();
    }

    private static ScoreJob Score(int[] prompt, ScorePlan? plan = null, double[]? bestAfter = null) => new(prompt, plan ?? Plan, bestAfter, CancellationToken.None);

    private static GenerateJob Generate(int[] prompt, CancellationToken cancellation, double temperature = 0)
    {
        var decoding = new DecodingParameters
        {
            Temperature = temperature,
            MaxTokens = 6,
            LogitBias = new Dictionary<int, double> { [0] = -100 },
        };
        var request = new GenerateRequest { Prompt = new ChatPrompt { Messages = [] }, Decoding = decoding, Seed = 7 };
        return new GenerateJob(prompt, request, new FakeVocabulary(), cancellation);
    }

    private static int[] Prompt(int shared, int id, int own) =>
        [.. Enumerable.Range(0, shared).Select(i => i % 23), .. Enumerable.Range(0, own).Select(i => 24 + ((id + (id * i)) % 15))];
}
