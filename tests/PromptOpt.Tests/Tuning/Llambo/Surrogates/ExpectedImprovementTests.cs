using FsCheck.Xunit;
using PromptOpt.Statistics;
using PromptOpt.Tuning.Llambo.Surrogates;
using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tests.Tuning.Llambo.Surrogates;

public sealed class ExpectedImprovementTests
{
    [Property(MaxTest = 40)]
    public void The_sum_over_steps_is_the_integral(uint seed, byte place, byte fail)
    {
        var random = new SeededRandom(seed);
        double low = 10 * random.NextNormal(), range = random.NextExponential() + 0.1;
        var belief = Belief(random, new(low, low + range, 2), fail / 255.0);
        double best = low + range * (place / 128.0 - 0.5);
        const int Pieces = 10_000;
        double integral = 0;
        for (int i = 0; i < Pieces; i++)
        {
            double value = low + (i + 0.5) * range / Pieces;
            integral += Math.Max(0, value - best) * belief.Density(value) * range / Pieces;
        }

        Assert.Equal(integral * (1 - belief.Failure), ExpectedImprovement.Of(belief, best), 1e-6 * Math.Max(1, range + Math.Abs(low - best)));
    }

    [Property(MaxTest = 10)]
    public void Mean_variance_and_tail_are_those_of_the_density(uint seed)
    {
        var random = new SeededRandom(seed);
        var belief = Belief(random, new(-1, 3, 2), 0);
        double[] places = [.. Enumerable.Range(0, 40_000).Select(i => -1 + (i + 0.5) * 1e-4)];
        double mean = places.Sum(y => y * belief.Density(y)) * 1e-4;
        Assert.Equal(mean, belief.Mean, 1e-6);
        Assert.Equal(places.Sum(y => (y - mean) * (y - mean) * belief.Density(y)) * 1e-4, belief.Variance, 1e-6);
        Assert.Equal(places.Where(y => y > 0.77).Sum(belief.Density) * 1e-4, belief.ProbabilityAbove(0.77), 1e-3);
    }

    [Fact]
    public void A_fine_normal_shape_gives_what_the_formula_for_normal_beliefs_gives()
    {
        var scale = new ScoreScale(-6, 6, 3);
        double[] mass = [.. Enumerable.Range(0, scale.Bins).Select(bin => Math.Exp(-scale.Middle(bin) * scale.Middle(bin) / 2))];
        var belief = new ScoreDistribution(scale, [.. mass.Select(m => m / mass.Sum())]);
        Assert.Equal(NormalImprovement.Of(0, 1, 0.7), ExpectedImprovement.Of(belief, 0.7), 1e-4);
        Assert.Equal(2, NormalImprovement.Of(3, 0, 1));
    }

    [Fact]
    public void A_mixture_has_the_variance_within_and_between()
    {
        var scale = new ScoreScale(0, 10, 1);
        ScoreDistribution At(int bin) => new(scale, [.. Enumerable.Range(0, 10).Select(b => b == bin ? 1.0 : 0)]);
        var mixture = ScoreDistribution.Mixture([At(2), At(6)]);
        Assert.Equal(4.5, mixture.Mean, 12);
        Assert.Equal(4 + 1.0 / 12, mixture.Variance, 12);
    }

    private static ScoreDistribution Belief(SeededRandom random, ScoreScale scale, double failure)
    {
        double[] mass = [.. Enumerable.Range(0, scale.Bins).Select(_ => random.NextExponential())];
        return new(scale, [.. mass.Select(m => m / mass.Sum())]) { Failure = failure };
    }
}
