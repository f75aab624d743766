using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Continuations;
using PromptOpt.LlamaCpp.Sampling;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Walks the trie of its continuations and collects their log-probabilities.</summary>
internal sealed class ScoreJob(int[] prompt, ScorePlan plan, CancellationToken cancellation) : SequenceJob(prompt, cancellation)
{
    private readonly TaskCompletionSource<Scoring> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly double[] values = plan.NewValues();

    public Task<Scoring> Completion => completion.Task;

    public ScorePlan Plan => plan;

    public override bool OnPromptComputed(Span<float> logits)
    {
        Read(logits, plan.RootReads);
        return plan.Steps.Count == 0;
    }

    /// <summary>Takes the log-probabilities that one node of the trie is asked for.</summary>
    public void Read(ReadOnlySpan<float> logits, IReadOnlyList<ScoreRead> reads)
    {
        var normalizer = LogNormalizer.Compute(logits);
        foreach (var read in reads) values[read.Target] = logits[read.Token] - normalizer;
    }

    public override void Succeed() => completion.TrySetResult(new Scoring
    {
        LogProbabilities = plan.Totals(values),
        Usage = Usage(plan.TokenCount),
    });

    public override void Fail(Exception exception) => completion.TrySetException(exception);

    public override void Cancel() => completion.TrySetCanceled(Cancellation.IsCancellationRequested ? Cancellation : new CancellationToken(true));
}
