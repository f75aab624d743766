using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class SeedAndRowIntervalTests
{
    [Theory]
    [InlineData(2, 0.0)]
    [InlineData(2, 0.1)]
    [InlineData(5, 0.0)]
    [InlineData(5, 0.1)]
    [InlineData(10, 0.1)]
    [InlineData(1, 0.0)]
    public void It_covers_the_true_difference_of_right_or_wrong_scores(int seeds, double spread)
    {
        const int Studies = 300;
        const double Difference = 0.06;
        int covered = 0;
        for (int study = 0; study < Studies; study++)
        {
            var simulated = Simulated(seeds, 60, Difference, spread, new SeededRandom((ulong)study).Fork((ulong)seeds));
            if (SeedAndRowInterval.Of(simulated, (ulong)study, 1000).Contains(Difference)) covered++;
        }

        Assert.InRange(covered / (double)Studies, 0.93, 1);
    }

    [Fact]
    public void Equal_answers_leave_room_for_what_so_few_rows_cannot_exclude()
    {
        var interval = SeedAndRowInterval.Of([new double[100], new double[100]], 1);
        Assert.InRange(interval.High, 0.03, 0.045);
        Assert.Equal(-interval.High, interval.Low, 9);
    }

    [Fact]
    public void Few_seeds_that_disagree_say_little_however_many_rows_there_are()
    {
        double[] Rows(double share) => [.. Enumerable.Range(0, 400).Select(i => i < share * 400 ? 1.0 : 0)];
        var two = SeedAndRowInterval.Of([Rows(0.1), Rows(0.2)], 1);
        var five = SeedAndRowInterval.Of([Rows(0.1), Rows(0.2), Rows(0.15), Rows(0.12), Rows(0.18)], 1);
        Assert.True(two.Low < 0 && two.High > 0.4);
        Assert.True(five.Low > 0.05 && five.High < 0.25);
    }

    [Property(MaxTest = 40)]
    public Property It_holds_the_mean_and_mirrors_when_the_sides_are_swapped() =>
        Prop.ForAll(Gen.Choose(-4, 4).Select(v => v / 4.0).ListOf(12).ToArbitrary(), Gen.Choose(1, 4).ToArbitrary(), (values, seeds) =>
        {
            double[][] forward = [.. values.Chunk(12 / seeds).Where(chunk => chunk.Length == 12 / seeds)];
            double[][] back = [.. forward.Select(one => one.Select(v => -v).ToArray())];
            var interval = SeedAndRowInterval.Of(forward, 3, 1000);
            var mirrored = SeedAndRowInterval.Of(back, 3, 1000);
            return interval.Contains(forward.Average(one => one.Average())) && interval.Low >= -1 && interval.High <= 1
                && Math.Abs(interval.Low + mirrored.High) < 1e-9 && Math.Abs(interval.High + mirrored.Low) < 1e-9;
        });

    [Fact]
    public void Missing_rows_and_impossible_differences_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SeedAndRowInterval.Of([], 1));
        Assert.Throws<ArgumentException>(() => SeedAndRowInterval.Of([[]], 1));
        Assert.Throws<ArgumentException>(() => SeedAndRowInterval.Of([[0], [0, 0]], 1));
        Assert.Throws<ArgumentException>(() => SeedAndRowInterval.Of([[2]], 1));
    }

    /// <summary>Rows of their own difficulty, a baseline run once, and a candidate a seed whose gain varies from seed to seed.</summary>
    private static double[][] Simulated(int seeds, int rows, double difference, double spread, SeededRandom random)
    {
        double[] easy = [.. Enumerable.Range(0, rows).Select(_ => 0.25 + 0.4 * random.NextDouble())];
        double[] baseline = [.. easy.Select(p => random.NextDouble() < p ? 1.0 : 0)];
        return [.. Enumerable.Range(0, seeds).Select(_ =>
        {
            double gain = difference + spread * (2 * random.NextDouble() - 1);
            return easy.Select((p, i) => (random.NextDouble() < p + gain ? 1.0 : 0) - baseline[i]).ToArray();
        })];
    }
}
