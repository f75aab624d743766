using PromptOpt.Search.Grids;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Search.Grids;

public sealed class EffectModelTests
{
    private static readonly double[] Effects = [0.1, -0.05, 0.2];

    [Fact]
    public void Sums_of_effects_are_found_exactly_also_where_cells_were_stopped_early()
    {
        var (points, scores) = Sample(rows: 20, noise: 0, new(1));
        for (int cell = 0; cell < scores.Length; cell += 2) scores[cell] = scores[cell][..6]; // easy rows only, which must not look like a merit
        var model = EffectModel.Fit(points, scores);
        Assert.True(model.IsKnown);
        for (int i = 0; i < Effects.Length; i++) Assert.Equal(Effects[i], model.Coefficients[i], 9);
        Assert.All(model.Residuals(3), residual => Assert.Equal(0, residual, 9));
    }

    [Fact]
    public void Options_that_always_occur_together_cannot_be_told_apart()
    {
        double[][] points = [[0, 0], [1, 1], [0, 0], [1, 1]];
        Assert.False(EffectModel.Fit(points, [[1, 0], [1, 1], [0, 0], [1, 1]]).IsKnown);
    }

    [Fact]
    public void Fewer_cells_than_options_tell_nothing_whatever_rounding_leaves_over()
    {
        // Five cells of a study of the grid classify that ran out of calls.
        double[][] points = [[0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 1, 1, 0, 1], [1, 0, 0, 1, 0, 1, 1], [1, 0, 1, 0, 1, 0, 0], [0, 1, 1, 0, 0, 1, 1]];
        double[][] scores = [.. points.Select((_, cell) => Enumerable.Range(0, 64).Select(row => row % (cell + 2) == 0 ? 1.0 : 0).ToArray())];
        Assert.False(EffectModel.Fit(points, scores).IsKnown);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    public void Intervals_hold_the_true_effect_about_as_often_as_they_say(double interaction)
    {
        int held = 0, all = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            var (points, scores) = Sample(rows: 40, noise: 0.4, new(seed), interaction);
            var model = EffectModel.Fit(points, scores);
            for (int i = 0; i < Effects.Length; i++, all++)
            {
                double[] weights = [.. Enumerable.Range(0, Effects.Length).Select(k => k == i ? 1.0 : 0)];
                if (model.IntervalOf(weights).Contains(Effects[i])) held++;
            }
        }

        Assert.InRange((double)held / all, 0.92, 1);
    }

    /// <summary>24 cells of a 2 x 3 grid in four copies; rows differ in difficulty, the later ones being harder.</summary>
    private static (double[][] Points, double[][] Scores) Sample(int rows, double noise, SeededRandom random, double interaction = 0)
    {
        double[][] points = [.. Enumerable.Range(0, 24).Select(cell => (double[])[cell % 2, cell % 3 == 1 ? 1 : 0, cell % 3 == 2 ? 1 : 0])];
        double[] worth = [.. Enumerable.Range(0, rows).Select(row => 0.5 - 0.4 * row / rows)];
        double[][] scores = [.. points.Select(point =>
        {
            double own = interaction * random.NextNormal();
            return worth.Select(row => row + own + point.Zip(Effects, (x, effect) => x * effect).Sum() + noise * random.NextNormal()).ToArray();
        })];
        return (points, scores);
    }
}
