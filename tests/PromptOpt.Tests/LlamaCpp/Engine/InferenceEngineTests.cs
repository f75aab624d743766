using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.Tests.LlamaCpp.Engine;

public sealed class InferenceEngineTests
{
    [Fact]
    public async Task A_cancelled_embedding_does_not_wait_for_those_before_it()
    {
        using var gate = new SemaphoreSlim(0);
        var engine = new InferenceEngine(new FakeDecoder(sequences: 1), _ =>
        {
            gate.Wait();
            return [1];
        }, savedBytes: 0);
        var thread = new Thread(engine.Run);
        thread.Start();
        using var cancellation = new CancellationTokenSource();
        var embeddings = Enumerable.Range(0, 3).Select(_ => Embed(engine, CancellationToken.None)).ToList();
        var cancelled = Embed(engine, cancellation.Token);
        await cancellation.CancelAsync();
        gate.Release(); // one native call ends, the others have not even begun
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(embeddings[2].IsCompleted);
        gate.Release(2);
        await Task.WhenAll(embeddings);
        engine.Stop();
        thread.Join();
    }

    [Fact]
    public async Task A_stopped_engine_has_no_requests()
    {
        InferenceEngine engine = null!;
        engine = new InferenceEngine(new FakeDecoder(sequences: 1), _ =>
        {
            engine.Stop(); // while one request runs and two wait
            return [1];
        }, savedBytes: 0);
        var running = Enumerable.Range(0, 3).Select(_ => Generate(engine)).ToList();
        var embedding = Embed(engine, CancellationToken.None);
        engine.Run();
        foreach (var request in running) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await embedding;
        Assert.Equal((0, 0), (engine.Statistics.Active, engine.Statistics.Waiting));
    }

    private static Task<Generation> Generate(InferenceEngine engine)
    {
        var request = new GenerateRequest { Prompt = new() { Messages = [new(ChatRole.User, "u")] } };
        var job = new GenerateJob([1, 2], request, new FakeVocabulary(), CancellationToken.None);
        return engine.RunAsync(job, job.Completion);
    }

    private static Task<Embedding> Embed(InferenceEngine engine, CancellationToken cancellation)
    {
        var job = new EmbedJob([1], cancellation);
        return engine.RunAsync(job, job.Completion);
    }
}
