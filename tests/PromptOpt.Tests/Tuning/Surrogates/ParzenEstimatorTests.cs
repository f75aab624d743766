using PromptOpt.Statistics;
using PromptOpt.Tuning.Spaces;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tests.Tuning.Surrogates;

public sealed class ParzenEstimatorTests
{
    private static readonly SearchSpace Space = new(
    [
        Parameter.Categorical("kernel", ["linear", "rbf", "poly"], "linear"),
        Parameter.Real("gamma", 0, 1, 0.5) with { Condition = new("kernel", ["rbf"]) },
    ]);

    private static readonly UnitSpace Cube = new(Space);

    [Fact]
    public void A_density_integrates_to_1()
    {
        var estimator = Estimator([("linear", 0), ("rbf", 0.02), ("rbf", 0.9)], [1, 2, 1]);

        Assert.Equal(1, Integral(estimator), 1e-6);
        Assert.Equal(1, Integral(Estimator([], [])), 1e-6);
    }

    [Fact]
    public void Its_draws_are_spread_as_the_density_says()
    {
        var estimator = Estimator([("rbf", 0.1), ("rbf", 0.15), ("poly", 0)], [1, 1, 1]);
        var random = new SeededRandom(3);
        double[][] draws = [.. Enumerable.Range(0, 20_000).Select(_ => estimator.Draw(random))];
        double share = draws.Average(d => d[0] is > 1.0 / 3 and < 2.0 / 3 && d[1] < 0.3 ? 1.0 : 0);
        double expected = Enumerable.Range(0, 3_000).Sum(i => Math.Exp(estimator.LogDensity([0.5, (i + 0.5) / 10_000], [true, true]))) / 10_000 / 3;

        Assert.Equal(expected, share, 0.015);
    }

    [Fact]
    public void Heavier_points_are_more_likely()
    {
        var estimator = Estimator([("rbf", 0.1), ("rbf", 0.9)], [1, 5]);

        Assert.True(estimator.LogDensity([0.5, 0.9], [true, true]) > estimator.LogDensity([0.5, 0.1], [true, true]));
    }

    private static ParzenEstimator Estimator((string Kernel, double Gamma)[] points, double[] weights) => new(Cube, [.. points.Select(p => p.Kernel == "rbf"
        ? new Configuration(new Dictionary<string, ParameterValue> { ["kernel"] = p.Kernel, ["gamma"] = p.Gamma })
        : new Configuration(new Dictionary<string, ParameterValue> { ["kernel"] = p.Kernel }))], weights);

    private static double Integral(ParzenEstimator estimator) => Cube.Values(0).Sum(word =>
        Enumerable.Range(0, 2_000).Sum(i => Math.Exp(estimator.LogDensity([word, (i + 0.5) / 2_000], [true, true])))) / 2_000 / 3;
}
