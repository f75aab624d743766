using System.Diagnostics;
using PromptOpt.LanguageModels;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>A request that occupies a slot: its prompt is computed, then it takes steps until it has its result.</summary>
internal abstract class SequenceJob(int[] prompt, CancellationToken cancellation)
{
    private readonly long enqueued = Stopwatch.GetTimestamp();
    private long started;

    /// <summary>Entries as described by <see cref="PromptToken"/>.</summary>
    public int[] Prompt { get; } = prompt;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The slot it works in; null while it waits.</summary>
    public Slot? Slot { get; private set; }

    /// <summary>Prompt tokens that are in the slot, reused or computed.</summary>
    public int Computed { get; set; }

    public int Remaining => Prompt.Length - Computed;

    /// <summary>Requests that came later and went first.</summary>
    public int Passed { get; set; }

    /// <summary>What its slot holds at the end that later requests may build on. Default: the prompt as far as it was computed.</summary>
    public virtual ReadOnlySpan<int> Kept => Prompt.AsSpan(0, Computed);

    private int Cached { get; set; }

    public void Occupy(Slot slot, int reused)
    {
        started = Stopwatch.GetTimestamp();
        Slot = slot;
        Computed = Cached = reused;
        slot.Job = this;
    }

    /// <summary>The prompt is computed.</summary>
    /// <param name="logits">For the token after it.</param>
    /// <returns>Whether the result is complete.</returns>
    public abstract bool OnPromptComputed(Span<float> logits);

    public abstract void Succeed();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();

    protected CallUsage Usage(int outputTokens) => new()
    {
        PromptTokens = Prompt.Length,
        OutputTokens = outputTokens,
        CachedTokens = Cached,
        Queued = Stopwatch.GetElapsedTime(enqueued, started),
        Running = Stopwatch.GetElapsedTime(started),
    };
}
