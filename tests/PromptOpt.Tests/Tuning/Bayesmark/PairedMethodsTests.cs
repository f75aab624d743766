using PromptOpt.Benchmarks.Tuning;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class PairedMethodsTests
{
    [Fact]
    public void A_method_that_is_better_everywhere_is_found_so()
    {
        var random = new SeededRandom(3);
        double[][] second = Numbers(random, 10, 5), first = [.. second.Select(task => task.Select(x => x - 0.1 - 0.05 * random.NextDouble()).ToArray())];
        var paired = PairedMethods.Of(first, second, seed: 1);

        Assert.Equal((50, 50, 0), (paired.Pairs, paired.Better, paired.Worse));
        Assert.InRange(paired.Difference, paired.Interval.Low, paired.Interval.High);
        Assert.True(paired.Interval.High < -0.1);
        Assert.True(paired.P < 1e-6);
    }

    [Fact]
    public void A_method_does_not_differ_from_itself()
    {
        double[][] numbers = Numbers(new(5), 4, 3);
        var paired = PairedMethods.Of(numbers, numbers, seed: 1);

        Assert.Equal(new(12, 0, new(0, 0), 0, 0, 1), paired);
    }

    [Fact]
    public void Turned_round_the_comparison_says_the_opposite()
    {
        double[][] first = Numbers(new(7), 8, 5), second = Numbers(new(8), 8, 5);
        PairedMethods there = PairedMethods.Of(first, second, seed: 1), back = PairedMethods.Of(second, first, seed: 1);

        Assert.Equal(there.Difference, -back.Difference, 1e-12);
        Assert.Equal(there.P, back.P, 1e-12);
        Assert.Equal((there.Better, there.Worse), (back.Worse, back.Better));
    }

    [Fact]
    public void The_interval_is_about_tasks_not_about_the_seeds_of_one()
    {
        // one task with a large difference, whatever the number of seeds
        double[][] second = [.. Enumerable.Range(0, 6).Select(_ => new double[20])], first = [.. second.Select((task, i) => task.Select(_ => i == 0 ? -0.6 : 0.0).ToArray())];

        Assert.Equal(0, PairedMethods.Of(first, second, seed: 1).Interval.High, 1e-12);
    }

    private static double[][] Numbers(SeededRandom random, int tasks, int seeds) =>
        [.. Enumerable.Range(0, tasks).Select(_ => Enumerable.Range(0, seeds).Select(_ => random.NextDouble()).ToArray())];
}
