using System.Diagnostics;
using PromptOpt.LanguageModels;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Asks for the vector of a text.</summary>
internal sealed class EmbedJob(int[] tokens, CancellationToken cancellation)
{
    private readonly TaskCompletionSource<Embedding> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long enqueued = Stopwatch.GetTimestamp();

    public int[] Tokens { get; } = tokens;

    public CancellationToken Cancellation { get; } = cancellation;

    public Task<Embedding> Completion => completion.Task;

    public void Run(Func<EmbedJob, float[]> embed, EngineCounters counters)
    {
        if (Cancellation.IsCancellationRequested)
        {
            Cancel();
            return;
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            var vector = embed(this);
            counters.Computed(Tokens.Length, 0, Stopwatch.GetElapsedTime(started));
            completion.TrySetResult(new Embedding(vector, new CallUsage
            {
                PromptTokens = Tokens.Length,
                OutputTokens = 0,
                Queued = Stopwatch.GetElapsedTime(enqueued, started),
                Running = Stopwatch.GetElapsedTime(started),
            }));
        }
        catch (Exception exception)
        {
            completion.TrySetException(
                exception as PromptOptException ?? new EngineFailedException($"The embedding failed: {exception.Message}", exception));
        }
    }

    public void Cancel() => completion.TrySetCanceled(Cancellation.IsCancellationRequested ? Cancellation : new CancellationToken(true));
}
