using FsCheck.Xunit;
using PromptOpt.Tuning.Costs;

namespace PromptOpt.Tests.Tuning.Costs;

public sealed class CostTrendTests
{
    [Fact]
    public void After_one_cost_all_others_are_in_the_ratio_of_their_upper_bounds()
    {
        var trend = CostTrend.Of([Math.Log(96)], [Math.Log(10)]);

        Assert.Equal(120, Math.Exp(trend.At(Math.Log(12 * 96))), 1e-6);
    }

    [Fact]
    public void A_bound_that_is_far_from_reached_bends_the_line()
    {
        // Twelve times the bound cost only twice as much.
        var trend = CostTrend.Of([0, Math.Log(12)], [0, Math.Log(2)]);

        Assert.InRange(Math.Exp(trend.At(Math.Log(12))), 2, 3);
        Assert.InRange(trend.Slope, 0.28, 0.5);
    }

    [Property]
    public void The_slope_lies_between_what_was_seen_and_1(int bound, int cost)
    {
        double x = 1 + Math.Abs(bound % 50) / 10.0, y = cost % 100 / 20.0, seen = y / x;
        var trend = CostTrend.Of([0, x], [0, y]);

        Assert.InRange(trend.Slope, Math.Min(seen, 1) - 1e-9, Math.Max(seen, 1) + 1e-9);
        Assert.Equal(y / 2, trend.At(x / 2), 1e-9);
    }
}
