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
        var totals = plan.Totals(Walk(plan));
        return sequences.Zip(totals).All(pair => Math.Abs(pair.Second - Alone(pair.First, includeEnd)) < 1e-9);
    }

    // Walks the plan as the engine does: truncate to the branching point, add the stretch, read.
    private static double[] Walk(ScorePlan plan)
    {
        var values = plan.NewValues();
        var path = new List<int>();
        foreach (var read in plan.RootReads) values[read.Target] = LogProbability(path, read.Token);
        foreach (var step in plan.Steps)
        {
            path.RemoveRange(step.Depth, path.Count - step.Depth);
            for (var i = 0; i < step.Tokens.Count; i++)
            {
                path.Add(step.Tokens[i]);
                foreach (var read in step.Reads[i]) values[read.Target] = LogProbability(path, read.Token);
            }
        }

        return values;
    }

    private static double Alone(int[] sequence, bool includeEnd) =>
        sequence.Select((token, i) => LogProbability(sequence[..i], token)).Sum() + (includeEnd ? LogProbability(sequence, End) : 0);

    private static double LogProbability(IEnumerable<int> before, int token) =>
        -1 - (before.Aggregate(token + 1, (hash, value) => ((hash * 31) + value + 7) % 1009) / 1009.0);
}
