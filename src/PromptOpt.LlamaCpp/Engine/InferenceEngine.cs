using System.Collections.Concurrent;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// One thread that owns all native computation, with a queue in front. The native code spins at barriers, so two computations at once
/// would slow each other down by orders of magnitude.
/// </summary>
internal sealed class InferenceEngine
{
    private readonly ConcurrentQueue<SequenceJob> inbox = new();
    private readonly ConcurrentQueue<EmbedJob> embeddings = new();
    private readonly WakeUp signal = new();
    private readonly EngineCounters counters = new();
    private readonly BatchScheduler scheduler;
    private readonly Func<EmbedJob, float[]> embed;
    private volatile bool stopping;
    private volatile int active;
    private volatile int waiting;

    /// <param name="decoder">Disposed by whoever runs the engine, after <see cref="Run"/> returned.</param>
    /// <param name="embed">Computes a vector, on the engine thread.</param>
    /// <param name="savedBytes">Memory for computed beginnings outside the context.</param>
    public InferenceEngine(ISequenceDecoder decoder, Func<EmbedJob, float[]> embed, long savedBytes)
    {
        scheduler = new BatchScheduler(decoder, counters, savedBytes);
        this.embed = embed;
    }

    public EngineStatistics Statistics => counters.Snapshot(active, waiting + inbox.Count + embeddings.Count);

    /// <summary>Queues a request and waits for it.</summary>
    public Task<T> RunAsync<T>(SequenceJob job, Task<T> completion) => RunAsync(inbox, job, completion, job.Cancellation);

    /// <summary>Queues an embedding and waits for it.</summary>
    public Task<T> RunAsync<T>(EmbedJob job, Task<T> completion) => RunAsync(embeddings, job, completion, job.Cancellation);

    /// <summary>Ends <see cref="Run"/> after the native call under way; open requests are cancelled.</summary>
    public void Stop()
    {
        stopping = true;
        signal.Signal();
    }

    /// <summary>Works until stopped. The calling thread becomes the engine thread.</summary>
    public void Run()
    {
        while (!stopping)
        {
            while (inbox.TryDequeue(out var job)) scheduler.Enqueue(job);
            var embedded = EmbedNext();
            if (scheduler.HasWork) Step();
            else if (!embedded) signal.Wait();
            (active, waiting) = (scheduler.Active, scheduler.Waiting);
        }

        CancelQueued();
        scheduler.Abandon(job => job.Cancel());
        (active, waiting) = (0, 0);
    }

    private async Task<TResult> RunAsync<TJob, TResult>(
        ConcurrentQueue<TJob> queue, TJob job, Task<TResult> completion, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(stopping, typeof(LlamaLanguageModel));
        queue.Enqueue(job);
        if (stopping) CancelQueued(); // the engine may have emptied the queue just before
        signal.Signal();
        using var wakeUp = cancellation.UnsafeRegister(static state => ((WakeUp)state!).Signal(), signal);
        return await completion;
    }

    private void Step()
    {
        try
        {
            scheduler.Step();
        }
        catch (Exception exception)
        {
            // A defect in one step must not leave callers waiting for ever; they see it.
            scheduler.Abandon(job => job.Fail(new EngineFailedException($"The engine failed: {exception.Message}", exception)));
        }
    }

    private bool EmbedNext()
    {
        if (embeddings.IsEmpty) return false;
        foreach (var queued in embeddings)
        {
            if (queued.Cancellation.IsCancellationRequested) queued.Cancel(); // at once; it leaves the queue when its turn comes
        }

        if (!embeddings.TryDequeue(out var job)) return false;
        job.Run(embed, counters);
        return true;
    }

    private void CancelQueued()
    {
        while (inbox.TryDequeue(out var job)) job.Cancel();
        while (embeddings.TryDequeue(out var job)) job.Cancel();
    }
}
