using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class PairedRatioTests
{
    [Fact]
    public void A_cost_of_half_on_every_row_is_a_half_without_doubt()
    {
        var ratio = Means([.. Enumerable.Range(1, 40).Select(i => i / 2.0)], [.. Enumerable.Range(1, 40).Select(i => (double)i)]);
        Assert.Equal((0.5, 0.5, 0.5), (Math.Round(ratio.Ratio, 12), Math.Round(ratio.Low, 12), Math.Round(ratio.High, 12)));
        Assert.True(ratio.P < 0.001);
    }

    [Fact]
    public void Infinite_costs_compare_as_they_should()
    {
        Func<IReadOnlyList<int>, double> infinite = _ => double.PositiveInfinity, one = _ => 1;
        Assert.Equal((1, 1, 1.0), Numbers(PairedRatio.Of(20, infinite, infinite, 1, 1000)));
        Assert.Equal(double.PositiveInfinity, PairedRatio.Of(20, infinite, one, 1, 1000).Ratio);
        Assert.Equal(0, PairedRatio.Of(20, one, infinite, 1, 1000).High);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        var random = new SeededRandom(3);
        double[] a = [.. Enumerable.Range(0, 30).Select(_ => random.NextExponential())], b = [.. a.Select(x => x + random.NextExponential())];
        Assert.Equal(Means(a, b), Means(a, b));
    }

    /// <summary>Costs of both are skewed and partly shared by the row.</summary>
    [Theory]
    [InlineData(24)]
    [InlineData(108)]
    public void Without_a_saving_one_is_rarely_claimed_and_intervals_cover(int rows)
    {
        const int studies = 400;
        var (claimed, covered) = Simulate(rows, 1, studies);
        Assert.InRange(claimed, 0, 20); // 5 %
        Assert.InRange(covered, 0.925 * studies, studies);
    }

    [Fact]
    public void A_saving_of_a_third_is_found_and_covered()
    {
        var (claimed, covered) = Simulate(108, 2 / 3.0, 200);
        Assert.InRange(claimed, 190, 200);
        Assert.InRange(covered, 180, 200);
    }

    private static (int Claimed, int Covered) Simulate(int rows, double factor, int studies)
    {
        var random = new SeededRandom(17);
        int claimed = 0, covered = 0;
        for (int study = 0; study < studies; study++)
        {
            double[] shared = [.. Enumerable.Range(0, rows).Select(_ => random.NextExponential())];
            double[] baseline = [.. shared.Select(x => 10 + 20 * x + 20 * random.NextExponential())];
            double[] candidate = [.. shared.Select(x => factor * (10 + 20 * x + 20 * random.NextExponential()))];
            var ratio = Means(candidate, baseline, (ulong)study, 1000);
            if (ratio.P <= CheaperRule.Level && ratio.High < 1) claimed++;
            if (ratio.Low <= factor && factor <= ratio.High) covered++;
        }

        return (claimed, covered);
    }

    private static PairedRatio Means(double[] candidate, double[] baseline, ulong seed = 1, int resamples = 4000) =>
        PairedRatio.Of(candidate.Length, rows => rows.Average(row => candidate[row]), rows => rows.Average(row => baseline[row]), seed, resamples);

    private static (double Ratio, double High, double P) Numbers(PairedRatio ratio) => (ratio.Ratio, ratio.High, Math.Round(ratio.P, 3));
}
