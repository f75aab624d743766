namespace PromptOpt.LlamaCpp.Continuations;

/// <summary>
/// One request's way over the trie. Without offsets it takes every step. With offsets it looks for the best continuation only: branch after
/// branch in falling order of what they could reach, leaving out every stretch that cannot reach the best result so far. Probabilities only fall
/// along a continuation, so what is known of its beginning bounds the whole from above. Which steps it takes depends on the request alone.
/// </summary>
internal sealed class ScoreWalk(ScorePlan plan, IReadOnlyList<double>? offsets)
{
    private readonly double[] values = plan.NewValues();
    private IEnumerator<ScoreStep>? steps;
    private double best = double.NegativeInfinity;

    /// <summary>The step to compute now; null when there is none.</summary>
    public ScoreStep? Next { get; private set; }

    /// <summary>Values read: the continuation tokens looked at, and the ends.</summary>
    public int TokensRead => values.Take(values.Length / 2).Count(value => !double.IsNaN(value));

    /// <summary>Takes a log-probability.</summary>
    public void Set(int target, double value) => values[target] = value;

    /// <summary>Goes on after everything that a step reads, or the place behind the prompt, has been set.</summary>
    public void Advance()
    {
        steps ??= (offsets is null ? plan.Steps : plan.Branches.OrderByDescending(branch => Bound(branch[0])).SelectMany(branch => branch)).GetEnumerator();
        if (offsets is not null) UpdateBest(Next?.Ends ?? plan.AllEnds);
        do Next = steps.MoveNext() ? steps.Current : null;
        while (Next is not null && offsets is not null && !(Bound(Next) >= best)); // not a number below a stretch that was left out
    }

    /// <summary>Log-probability of each continuation; an upper bound where its end was not reached.</summary>
    public (double[] Totals, bool AreExact) Totals()
    {
        var exact = true;
        var totals = new double[plan.AllEnds.Count];
        for (var i = 0; i < totals.Length; i++)
        {
            totals[i] = plan.Total(i, values);
            if (!double.IsNaN(totals[i])) continue;
            exact = false;
            totals[i] = plan.KnownTotal(i, values);
        }

        return (totals, exact);
    }

    private double Bound(ScoreStep step) => step.Path.Sum(node => values[node]) - step.Ends.Min(end => offsets![end]);

    private void UpdateBest(IReadOnlyList<int> ends)
    {
        foreach (var end in ends)
        {
            if (plan.Total(end, values) - offsets![end] is var total && total > best) best = total;
        }
    }
}
