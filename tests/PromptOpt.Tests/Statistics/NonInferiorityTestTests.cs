using FsCheck.Xunit;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class NonInferiorityTestTests
{
    [Fact]
    public void Identical_answers_prove_no_more_than_their_number_allows()
    {
        Assert.Equal(Math.Pow(0.95, 60), NonInferiorityTest.P(new double[60], new double[60], 0.05, 1, 40_000), 0.005);
        Assert.True(NonInferiorityTest.P(new double[24], new double[24], 0.02, 1) > 0.5);
        Assert.True(NonInferiorityTest.P(new double[120], new double[120], 0.05, 1) < 0.025);
    }

    [Property(MaxTest = 40)]
    public void A_larger_margin_never_makes_it_harder(bool[] better)
    {
        if (better.Length == 0) return;
        double[] candidate = [.. better.Select(b => b ? 1.0 : 0)], baseline = [.. better.Select((_, i) => i % 3 == 0 ? 1.0 : 0)];
        double[] p = [.. new[] { 0, 0.02, 0.1, 0.3 }.Select(margin => NonInferiorityTest.P(candidate, baseline, margin, 7, 1000))];
        Assert.Equal(p.OrderDescending(), p);
        Assert.All(p, value => Assert.InRange(value, 1 / 1001.0, 1));
    }

    /// <summary>The candidate is worse by just the margin, in rare losses or in many wins and losses.</summary>
    [Theory]
    [InlineData(0.05, 0, 60)]
    [InlineData(0.05, 0.1, 108)]
    [InlineData(0.1, 0.3, 108)]
    public void A_loss_of_the_margin_is_called_harmless_at_most_at_the_level(double margin, double wins, int rows)
    {
        var random = new SeededRandom(11);
        int accepted = 0;
        const int studies = 400;
        for (int study = 0; study < studies; study++)
        {
            var (candidate, baseline) = Draw(random, rows, wins, wins + margin);
            if (NonInferiorityTest.P(candidate, baseline, margin, (ulong)study, 1000) <= 0.025) accepted++;
        }

        Assert.InRange(accepted, 0, 20); // upper 99.9 % limit of Binomial(400, 0.025)
    }

    [Fact]
    public void Equal_candidates_that_rarely_differ_are_mostly_found_so()
    {
        var random = new SeededRandom(12);
        int accepted = 0;
        for (int study = 0; study < 100; study++)
        {
            var (candidate, baseline) = Draw(random, 200, 0.02, 0.02);
            if (NonInferiorityTest.P(candidate, baseline, 0.08, (ulong)study, 1000) <= 0.025) accepted++;
        }

        Assert.InRange(accepted, 85, 100);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Assert.Throws<ArgumentException>(() => NonInferiorityTest.P([], [], 0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NonInferiorityTest.P([1], [1], 1, 1));
    }

    private static (double[] Candidate, double[] Baseline) Draw(SeededRandom random, int rows, double wins, double losses)
    {
        var (candidate, baseline) = (new double[rows], new double[rows]);
        for (int i = 0; i < rows; i++)
        {
            double draw = random.NextDouble();
            candidate[i] = draw < wins ? 1 : 0;
            baseline[i] = draw >= wins && draw < wins + losses ? 1 : 0;
        }

        return (candidate, baseline);
    }
}
