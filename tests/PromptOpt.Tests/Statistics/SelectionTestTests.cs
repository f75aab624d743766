using System.Diagnostics;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class SelectionTestTests
{
    private static double[] Draw(SeededRandom random, int rows, double rate) =>
        [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() < rate ? 1.0 : 0)];

    /// <summary>What a pruner leaves of a candidate that is behind the seed after 32 rows.</summary>
    private static double[] Pruned(double[] scores, double[] seed, bool prune) =>
        prune && scores.Take(32).Sum() < seed.Take(32).Sum() ? scores[..32] : scores;

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.8, true)]
    public void The_luckiest_of_thirty_equal_candidates_is_rarely_taken_for_better(double rate, bool pruned)
    {
        var random = new SeededRandom(11);
        var rejected = 0;
        for (var s = 0; s < 1000; s++)
        {
            var seed = Draw(random, 80, rate);
            IReadOnlyList<double>[] candidates = [.. Enumerable.Range(0, 30).Select(_ => Pruned(Draw(random, 80, rate), seed, pruned))];
            if (SelectionTest.AdjustedP(seed, candidates, (ulong)s, 1000).Min() <= 0.025) rejected++;
        }

        Assert.InRange(rejected, 0, 38); // upper 99 % limit of Binomial(1000, 0.025)
    }

    [Fact]
    public void A_candidate_that_is_25_points_better_is_found_among_thirty()
    {
        var random = new SeededRandom(12);
        var found = 0;
        for (var s = 0; s < 100; s++)
        {
            // Rows are hard or easy for all candidates alike, as real rows are.
            var luck = Enumerable.Range(0, 80).Select(_ => random.NextDouble()).ToArray();
            double[] Answer(double rate) => [.. luck.Select(l => (random.NextDouble() < 0.9 ? l : random.NextDouble()) < rate ? 1.0 : 0)];
            IReadOnlyList<double>[] candidates = [.. Enumerable.Range(0, 30).Select(c => Answer(c == 7 ? 0.85 : 0.6))];
            if (SelectionTest.AdjustedP(Answer(0.6), candidates, (ulong)s, 2000)[7] <= 0.025) found++;
        }

        Assert.InRange(found, 95, 100);
    }

    [Fact]
    public void One_candidate_alone_gets_the_p_of_the_one_sided_paired_test()
    {
        double[] seed = [.. Enumerable.Repeat(0.0, 8), 1, .. Enumerable.Repeat(1.0, 30)];
        double[] better = [.. Enumerable.Repeat(1.0, 8), 0, .. Enumerable.Repeat(1.0, 30)];
        Assert.Equal(10 / 512.0, SelectionTest.AdjustedP(seed, [better], 1, 20_000)[0], 0.004);
    }

    [Fact]
    public void A_candidate_that_answers_like_the_seed_has_p_of_one() =>
        Assert.Equal([1.0], SelectionTest.AdjustedP([0, 1, 1], [[0, 1, 1]], 1));

    [Fact]
    public void No_candidates_and_no_rows_are_no_reason_to_fail()
    {
        Assert.Empty(SelectionTest.AdjustedP([1, 0], [], 1));
        Assert.Equal([1.0, 1.0], SelectionTest.AdjustedP([1, 0], [[], []], 1));
        Assert.Equal([1.0], SelectionTest.AdjustedP([], [[]], 1));
    }

    [Fact]
    public void More_company_never_lowers_a_p_value()
    {
        var random = new SeededRandom(13);
        var seed = Draw(random, 60, 0.5);
        var candidate = Draw(random, 60, 0.8);
        var alone = SelectionTest.AdjustedP(seed, [candidate], 1)[0];
        var inCompany = SelectionTest.AdjustedP(seed, [candidate, .. Enumerable.Range(0, 20).Select(_ => Draw(random, 60, 0.5))], 1)[0];
        Assert.True(inCompany >= alone);
    }

    [Fact]
    public void A_candidate_with_more_rows_than_the_seed_is_refused() =>
        Assert.Throws<ArgumentException>(() => SelectionTest.AdjustedP([1], [[1, 0]], 1));

    [Fact]
    public void Forty_candidates_on_a_hundred_rows_take_a_moment()
    {
        var random = new SeededRandom(14);
        var seed = Draw(random, 100, 0.6);
        IReadOnlyList<double>[] candidates = [.. Enumerable.Range(0, 40).Select(_ => Draw(random, 100, 0.6))];
        SelectionTest.AdjustedP(seed, candidates, 1);
        var clock = Stopwatch.StartNew();
        SelectionTest.AdjustedP(seed, candidates, 1);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 1000); // 200 ms on a quiet machine; the tests may share theirs
    }
}
