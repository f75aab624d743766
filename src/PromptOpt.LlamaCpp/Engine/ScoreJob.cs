using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Continuations;
using PromptOpt.LlamaCpp.Sampling;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Walks the trie of its continuations and collects their log-probabilities.</summary>
internal sealed class ScoreJob(int[] prompt, ScorePlan plan, IReadOnlyList<double>? bestAfter, CancellationToken cancellation)
    : SequenceJob(prompt, cancellation)
{
    private readonly TaskCompletionSource<Scoring> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ScoreWalk walk = new(plan, bestAfter);

    public Task<Scoring> Completion => completion.Task;

    /// <summary>The stretch to compute next. Only while the result is not complete.</summary>
    public ScoreStep NextStep => walk.Next ?? throw new InvalidOperationException("The scoring is complete.");

    public override bool OnPromptComputed(Span<float> logits)
    {
        Read(logits, plan.RootReads);
        return Advance();
    }

    /// <summary>Takes the log-probabilities that one node of the trie is asked for.</summary>
    public void Read(ReadOnlySpan<float> logits, IReadOnlyList<ScoreRead> reads)
    {
        var normalizer = LogNormalizer.Compute(logits);
        foreach (var read in reads) walk.Set(read.Target, logits[read.Token] - normalizer);
    }

    /// <summary>Goes on after a stretch was read.</summary>
    /// <returns>Whether the result is complete.</returns>
    public bool Advance()
    {
        walk.Advance();
        return walk.Next is null;
    }

    public override void Succeed()
    {
        var (totals, exact) = walk.Totals();
        completion.TrySetResult(new Scoring { LogProbabilities = totals, IsComplete = exact, Usage = Usage(walk.TokensRead) });
    }

    public override void Fail(Exception exception) => completion.TrySetException(exception);

    public override void Cancel() => completion.TrySetCanceled(Cancellation.IsCancellationRequested ? Cancellation : new CancellationToken(true));
}
