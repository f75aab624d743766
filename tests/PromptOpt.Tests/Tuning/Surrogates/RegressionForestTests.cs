using PromptOpt.Statistics;
using PromptOpt.Tuning.Spaces;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tests.Tuning.Surrogates;

public sealed class RegressionForestTests
{
    private static readonly SearchSpace Space = new(
        [Parameter.Real("x", 0, 1, 0.5), Parameter.Categorical("word", ["a", "b", "c", "d"], "a")]);

    [Fact]
    public void It_learns_a_step_and_a_set_of_words_and_is_less_sure_between_points_than_among_them()
    {
        var random = new SeededRandom(1);
        var cube = new UnitSpace(Space);
        double[][] points = [.. Enumerable.Range(0, 120).Select(_ => Space.PointOf(Space.Draw(random))).Where(p => p[0] is < 0.4 or > 0.6)];
        double[] values = [.. points.Select(p => (p[0] > 0.5 ? 1 : 0) + (p[1] is 0.375 or 0.875 ? 10.0 : 0))];
        var forest = RegressionForest.Grow(cube, points, values, ForestSettings.Sampler, new(2));

        Assert.Equal(11, forest.Predict([0.9, 0.375]).Mean, 0.3);
        Assert.Equal(0, forest.Predict([0.1, 0.625]).Mean, 0.3);
        Assert.True(forest.Predict([0.5, 0.375]).Deviation > forest.Predict([0.9, 0.375]).Deviation);
    }
}
