using PromptOpt.Statistics;
using PromptOpt.Tuning.Populations;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Populations;

public sealed class CmaEsSamplerTests
{
    private static readonly SearchSpace Square = new([Parameter.Real("x", 0, 1, 0.5), Parameter.Real("y", 0, 1, 0.5)]);

    [Fact]
    public void Constants_are_those_of_the_tutorial()
    {
        // n = 10, population 10: weights ln(5.5) - ln(i) of the better five, normalised.
        var weights = new CmaWeights(10, 10);

        Assert.Equal([0.4563, 0.2708, 0.1622, 0.0852, 0.0255], weights.Recombination.Select(w => Math.Round(w, 4)));
        Assert.Equal(3.167, weights.Mass, 0.001);
        Assert.Equal((3.167 + 2) / (10 + 3.167 + 5), weights.StepPath, 0.0001);
        Assert.Equal(3.085, weights.ExpectedLength, 0.01);
    }

    [Fact]
    public void The_distribution_becomes_long_along_a_valley()
    {
        var distribution = new CmaDistribution([0.5, 0.5], 0.2, 10);
        var random = new SeededRandom(1);
        for (int generation = 0; generation < 8; generation++)
        {
            double[][] points = [.. Enumerable.Range(0, 10).Select(_ => distribution.Draw(random))];
            distribution.Learn([.. points.OrderBy(p => Math.Pow(p[0] - p[1], 2) * 1e4 + Math.Pow(p[0] + p[1] - 1, 2))]);
        }

        double[][] later = [.. Enumerable.Range(0, 400).Select(_ => distribution.Draw(random))];
        double along = Descriptive.StandardDeviation([.. later.Select(p => p[0] + p[1])])!.Value, across = Descriptive.StandardDeviation([.. later.Select(p => p[0] - p[1])])!.Value;
        Assert.True(along > 3 * across, $"along {along}, across {across}");
    }

    [Fact]
    public void It_begins_around_the_default_and_again_elsewhere_when_nothing_gets_better()
    {
        // On a plain the best of every generation is worth the same: after 10 + 30 * 2 / 6 = 20 generations of 6 it begins again, with twelve.
        var space = new SearchSpace([Parameter.Real("x", 0, 1, 0.5), Parameter.Real("y", 0, 1, 0.5)]);
        double[][] points = [.. new StudyLanes(space, new CmaEsSampler(sigma: 0.02), _ => 1).Run(240).Select(s => space.PointOf(s.Configuration))];

        Assert.All(points.Take(6), p => Assert.InRange(p[0], 0.4, 0.6));
        Assert.Contains(points.Skip(120).Take(12), p => Math.Abs(p[0] - 0.5) > 0.1 || Math.Abs(p[1] - 0.5) > 0.1);
    }

    [Fact]
    public void Lanes_do_not_keep_it_from_the_optimum()
    {
        var lanes = new StudyLanes(Square, new CmaEsSampler(), c => -Math.Pow(c["x"].Number - 0.8, 2) - Math.Pow(c["y"].Number - 0.3, 2)) { Lanes = 8, FailsEvery = 10, ForeignEvery = 15 };
        var last = lanes.Run(150).TakeLast(10).ToList();

        Assert.Equal(0.8, last.Average(s => s.Configuration["x"].Number), 0.05);
        Assert.Equal(0.3, last.Average(s => s.Configuration["y"].Number), 0.05);
    }
}
