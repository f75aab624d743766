using FsCheck.Xunit;
using PromptOpt.LlamaCpp.Continuations;

namespace PromptOpt.Tests.LlamaCpp.Continuations;

public sealed class ScorePlanTests
{
    private const int End = 99;

    [Fact]
    public void A_trie_counts_shared_beginnings_once() =>
        Assert.Equal(5, new ScorePlan([[1, 2, 3], [1, 2], [1, 4], [5]], includeEnd: true, End).TokenCount);

    [Fact]
    public void A_stretch_goes_down_to_a_leaf_and_its_siblings_follow_from_the_branching_point()
    {
        var plan = new ScorePlan([[1, 2, 3], [1, 4], [5]], includeEnd: true, End);
        Assert.Equal([[1, 2, 3], [4], [5]], plan.Steps.Select(step => step.Tokens));
        Assert.Equal([0, 1, 0], plan.Steps.Select(step => step.Depth));
    }

    [Fact]
    public void A_leaf_is_not_computed_when_the_end_does_not_count()
    {
        var plan = new ScorePlan([[1, 2], [3]], includeEnd: false, End);
        Assert.Equal([[1]], plan.Steps.Select(step => step.Tokens));
    }

    [Property]
    public bool Totals_equal_those_of_computing_each_continuation_alone(byte[][] continuations, bool includeEnd)
    {
        var sequences = continuations.Where(bytes => bytes is { Length: > 0 }).Select(bytes => bytes.Select(value => value % 4).ToArray()).ToList();
        if (sequences.Count == 0) return true;
        var plan = new ScorePlan(sequences, includeEnd, End);
        var (totals, exact) = Walk(plan, null).Totals();
        return exact && sequences.Zip(totals).All(pair => Math.Abs(pair.Second - Alone(pair.First, includeEnd)) < 1e-9);
    }

    [Property(MaxTest = 500)]
    public bool Looking_for_the_best_finds_it_and_bounds_the_others(byte[][] continuations, bool includeEnd, byte[] offsetSteps)
    {
        var sequences = continuations.Where(bytes => bytes is { Length: > 0 }).Select(bytes => bytes.Select(value => value % 4).ToArray())
            .DistinctBy(sequence => string.Join(',', sequence)).ToList();
        if (sequences.Count == 0) return true;
        var plan = new ScorePlan(sequences, includeEnd, End);
        double[] offsets = [.. sequences.Select((_, i) => offsetSteps is { Length: > 0 } ? offsetSteps[i % offsetSteps.Length] / 64.0 : 0)];
        var (all, _) = Walk(plan, null).Totals();
        var (found, exact) = Walk(plan, offsets).Totals();
        var best = Best(all, offsets);
        return Best(found, offsets) == best && found[best] == all[best] && found.Zip(all).All(pair => pair.First >= pair.Second - 1e-9) &&
               (!exact || found.SequenceEqual(all));
    }

    [Fact]
    public void Branches_that_cannot_win_are_not_computed()
    {
        var plan = new ScorePlan([[1, 2, 3], [2, 3], [3, 1, 1], [0, 1]], includeEnd: true, End);
        var walk = new ScoreWalk(plan, [0, 0, 0, 0]);
        double[] first = [-0.1, -5, -6, -7];
        foreach (var (read, value) in plan.RootReads.Zip(first)) walk.Set(read.Target, value);
        walk.Advance();
        Assert.Equal([1, 2, 3], walk.Next!.Tokens);
        foreach (var read in walk.Next.Reads.SelectMany(reads => reads)) walk.Set(read.Target, -0.1);
        walk.Advance();
        Assert.Null(walk.Next);
        Assert.Equal([-0.4, -5, -6, -7], walk.Totals().Totals.Select(total => Math.Round(total, 9)));
        Assert.False(walk.Totals().AreExact);
        Assert.Equal(6, walk.TokensRead);
    }

    private static int Best(double[] totals, double[] offsets) =>
        Enumerable.Range(0, totals.Length).Aggregate((best, i) => totals[i] - offsets[i] > totals[best] - offsets[best] ? i : best);

    // Walks the plan as the engine does: truncate to the branching point, add the stretch, read.
    private static ScoreWalk Walk(ScorePlan plan, double[]? offsets)
    {
        var walk = new ScoreWalk(plan, offsets);
        var path = new List<int>();
        foreach (var read in plan.RootReads) walk.Set(read.Target, LogProbability(path, read.Token));
        for (walk.Advance(); walk.Next is { } step; walk.Advance())
        {
            Assert.True(step.Depth <= path.Count);
            path.RemoveRange(step.Depth, path.Count - step.Depth);
            for (var i = 0; i < step.Tokens.Count; i++)
            {
                path.Add(step.Tokens[i]);
                foreach (var read in step.Reads[i]) walk.Set(read.Target, LogProbability(path, read.Token));
            }
        }

        return walk;
    }

    private static double Alone(int[] sequence, bool includeEnd) =>
        sequence.Select((token, i) => LogProbability(sequence[..i], token)).Sum() + (includeEnd ? LogProbability(sequence, End) : 0);

    private static double LogProbability(IEnumerable<int> before, int token) =>
        -1 - (before.Aggregate(token + 1, (hash, value) => ((hash * 31) + value + 7) % 1009) / 1009.0);
}
