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

    private static Task<Embedding> Embed(InferenceEngine engine, CancellationToken cancellation)
    {
        var job = new EmbedJob([1], cancellation);
        return engine.RunAsync(job, job.Completion);
    }
}
