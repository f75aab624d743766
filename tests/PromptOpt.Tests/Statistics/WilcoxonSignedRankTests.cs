using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class WilcoxonSignedRankTests
{
    [Fact]
    public void The_depression_scores_of_Hollander_and_Wolfe_give_their_p_value()
    {
        double[] before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
        double[] after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
        double[] differences = [.. before.Zip(after, (a, b) => a - b)];
        Assert.Equal(10 / 512.0, WilcoxonSignedRank.GreaterP(differences), 12); // R: wilcox.test(before, after, paired = TRUE, alternative = "greater"), V = 40, p = 0.01953
        Assert.Equal(1 - 7 / 512.0, WilcoxonSignedRank.GreaterP([.. differences.Select(d => -d)]), 12);
    }

    [Theory]
    [InlineData(new[] { 0.1, 0.2, 0.3, 0.4, 0.5 }, 1 / 32.0)]
    [InlineData(new[] { -0.1, 0.2, 0.3, 0.4, 0.5 }, 2 / 32.0)]
    [InlineData(new[] { 0.1, 0.2, 0.3, 0.4, -0.5 }, 10 / 32.0)]
    [InlineData(new[] { -0.1, -0.2, -0.3 }, 1.0)]
    [InlineData(new[] { 0.1, 0.1, 0.0, 0.1 }, 1 / 8.0)]
    [InlineData(new[] { 0.1, -0.1, 0.1 }, 4 / 8.0)]
    [InlineData(new double[0], 1.0)]
    [InlineData(new[] { 0.0, 0.0 }, 1.0)]
    public void Small_cases_are_counted_by_hand(double[] differences, double p) => Assert.Equal(p, WilcoxonSignedRank.GreaterP(differences), 12);

    [Fact]
    public void A_hundred_seeds_are_counted_too() =>
        Assert.InRange(WilcoxonSignedRank.GreaterP([.. Enumerable.Range(1, 100).Select(i => i % 2 == 0 ? i : -i + 0.5)]), 0.3, 0.6);

    [Property(MaxTest = 100)]
    public Property Counting_over_all_signs_by_force_gives_the_same() =>
        Prop.ForAll(Gen.Choose(-4, 4).Select(v => v / 8.0).ListOf(7).ToArbitrary(), values =>
        {
            double[] left = [.. values.Where(v => v != 0)];
            double[] sizes = [.. left.Select(Math.Abs)];
            double[] ranks = [.. sizes.Select(s => sizes.Count(o => o < s) + (sizes.Count(o => o == s) + 1) / 2.0)];
            double observed = left.Zip(ranks).Where(pair => pair.First > 0).Sum(pair => pair.Second);
            int asLarge = Enumerable.Range(0, 1 << ranks.Length).Count(signs => ranks.Where((_, i) => (signs >> i & 1) == 1).Sum() >= observed - 1e-9);
            return Math.Abs(WilcoxonSignedRank.GreaterP([.. values]) - asLarge / Math.Pow(2, ranks.Length)) < 1e-12;
        });
}
