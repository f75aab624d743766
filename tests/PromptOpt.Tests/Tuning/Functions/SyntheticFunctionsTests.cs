using PromptOpt.Statistics;

namespace PromptOpt.Tests.Tuning.Functions;

public sealed class SyntheticFunctionsTests
{
    public static TheoryData<string> Names => [.. SyntheticFunctions.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_optimum_is_allowed_and_has_the_best_value(string name)
    {
        var function = Find(name);

        Assert.True(function.Space.Allows(function.Optimum));
        Assert.Equal(0, function.Regret(function.Optimum), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_better_than_the_optimum_neither_far_away_nor_beside_it(string name)
    {
        var function = Find(name);
        var random = new SeededRandom(1);
        double[] centre = function.Space.PointOf(function.Optimum);
        for (int i = 0; i < 5_000; i++)
        {
            var beside = function.Space.At([.. centre.Select(x => x + 1e-3 * random.NextNormal())]);

            Assert.True(function.Regret(function.Space.Draw(random)) >= -1e-9);
            Assert.True(function.Regret(beside) >= -1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Neither_the_default_nor_the_middle_of_the_box_is_the_optimum(string name)
    {
        var function = Find(name);

        Assert.True(function.Regret(function.Space.Default) > 0.1);
        Assert.True(function.Regret(function.Space.At([.. function.Space.Parameters.Select(_ => 0.5)])) > 0.1);
    }

    [Fact]
    public void Branin_has_three_equal_optima()
    {
        var branin = NumericFunctions.Branin;
        foreach (var (x1, x2) in new[] { (-Math.PI, 12.275), (Math.PI, 2.275), (3 * Math.PI, 2.475) })
            Assert.Equal(0, branin.Regret(branin.Optimum.With("x1", x1).With("x2", x2)), 1e-9);
    }

    [Fact]
    public void A_noisy_function_scatters_around_its_exact_value()
    {
        var noisy = NumericFunctions.NoisyBranin;
        var random = new SeededRandom(7);
        double[] seen = [.. Enumerable.Range(0, 4_000).Select(_ => noisy.Observe(noisy.Optimum, random))];

        Assert.Equal(noisy.Best, seen.Average(), 0.3);
        Assert.Equal(noisy.Noise, Descriptive.StandardDeviation(seen)!.Value, 0.3);
    }

    private static SyntheticFunction Find(string name) => SyntheticFunctions.All.Single(function => function.Name == name);
}
