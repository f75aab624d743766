using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class PairedComparisonTests
{
    private static double[] Repeat(double value, int rows) => [.. Enumerable.Repeat(value, rows)];

    private static PairedComparison Counts(int better, int worse, int rows, ulong seed = 1)
    {
        double[] candidate = [.. Repeat(1, better), .. Repeat(0, rows - better)];
        double[] baseline = [.. Repeat(0, better), .. Repeat(1, worse), .. Repeat(0, rows - better - worse)];
        return PairedComparison.Of(candidate, baseline, seed);
    }

    [Theory]
    [InlineData(150)]
    [InlineData(20)]
    [InlineData(1)]
    public void Identical_answers_leave_room_for_what_so_few_rows_cannot_exclude(int rows)
    {
        var same = Counts(0, 0, rows);
        Assert.Equal((0, 1.0), (same.Difference, same.P));
        Assert.Equal(1 - Math.Pow(0.025, 1.0 / rows), same.CiHigh, 0.15 / rows);
        Assert.Equal(-same.CiHigh, same.CiLow, 0.3 / rows);
    }

    [Fact]
    public void Identical_answers_exclude_two_points_on_200_rows_but_not_on_150()
    {
        Assert.True(Counts(0, 0, 150).CiHigh > 0.02);
        Assert.True(Counts(0, 0, 200).CiHigh < 0.02);
    }

    [Fact]
    public void Ten_rows_all_better_are_an_improvement_but_no_certainty()
    {
        var all = Counts(10, 0, 10);
        Assert.InRange(all.CiLow, 0.3, 0.45);
        Assert.Equal(1, all.CiHigh);
        Assert.Equal(2 / 1024.0, all.P, 12);
    }

    [Theory]
    [InlineData(5, 0, false)]
    [InlineData(6, 0, true)]
    [InlineData(8, 1, true)]
    [InlineData(8, 2, false)]
    [InlineData(15, 5, true)]
    [InlineData(14, 6, false)]
    public void The_interval_excludes_zero_exactly_where_McNemars_exact_test_rejects(int better, int worse, bool rejects)
    {
        var comparison = Counts(better, worse, 100);
        Assert.Equal(rejects, comparison.P < 0.05);
        Assert.Equal(rejects, comparison.CiLow > 0);
    }

    [Fact]
    public void Right_or_wrong_scores_give_McNemars_exact_p() =>
        Assert.Equal(2 * (1 + 12 + 66 + 220) / 4096.0, Counts(9, 3, 50).P, 12);

    [Fact]
    public void Unequal_differences_are_enumerated_when_few_and_sampled_when_many()
    {
        double[] few = [0.5, 0.25, 0.125];
        Assert.Equal(0.25, SignFlipTest.TwoSidedP(few, new SeededRandom(1), 1000), 12);
        double[] many = [.. Enumerable.Range(1, 40).Select(i => i / 40.0)];
        Assert.Equal(1 / 1001.0, SignFlipTest.TwoSidedP(many, new SeededRandom(1), 1000), 12);
    }

    [Fact]
    public void Scores_outside_the_unit_interval_and_missing_rows_are_refused()
    {
        Assert.Contains("row 1 has 2", Assert.Throws<ArgumentException>(() => PairedComparison.Of([0, 2], [0, 0], 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([double.NaN], [0], 1));
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([0], [0, 1], 1));
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([], [], 1));
    }

    [Theory]
    [InlineData(20, 0.6, 0.75)]
    [InlineData(60, 0.5, 0.5)]
    [InlineData(100, 0.9, 0.97)]
    public void The_interval_covers_the_true_difference(int rows, double baselineRate, double candidateRate)
    {
        const int Studies = 500;
        var random = new SeededRandom((ulong)rows);
        var covered = 0;
        for (var s = 0; s < Studies; s++)
        {
            var candidate = new double[rows];
            var baseline = new double[rows];
            for (var i = 0; i < rows; i++)
            {
                // Half of the rows share their luck, so that pairs are correlated.
                var luck = random.NextDouble();
                var other = random.Next(2) == 0 ? luck : random.NextDouble();
                baseline[i] = luck < baselineRate ? 1 : 0;
                candidate[i] = other < candidateRate ? 1 : 0;
            }

            var comparison = PairedComparison.Of(candidate, baseline, (ulong)s, 1000);
            if (comparison.CiLow <= candidateRate - baselineRate && candidateRate - baselineRate <= comparison.CiHigh) covered++;
        }

        Assert.InRange(covered, 0.93 * Studies, Studies);
    }

    [Property(MaxTest = 50)]
    public Property The_interval_holds_the_difference_and_mirrors_when_the_sides_are_swapped() =>
        Prop.ForAll(Gen.Choose(0, 4).Select(v => v / 4.0).Two().NonEmptyListOf().ToArbitrary(), pairs =>
        {
            double[] a = [.. pairs.Select(p => p.Item1)];
            double[] b = [.. pairs.Select(p => p.Item2)];
            var forward = PairedComparison.Of(a, b, 3, 1000);
            var back = PairedComparison.Of(b, a, 3, 1000);
            return forward.CiLow <= forward.Difference && forward.Difference <= forward.CiHigh
                && forward.CiLow >= -1 && forward.CiHigh <= 1 && forward.P is > 0 and <= 1
                && forward == PairedComparison.Of(a, b, 3, 1000)
                && Math.Abs(forward.CiLow + back.CiHigh) < 1e-9 && Math.Abs(forward.P - back.P) < 1e-9;
        });
}
