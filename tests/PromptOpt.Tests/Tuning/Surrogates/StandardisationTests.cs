using PromptOpt.Statistics;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tests.Tuning.Surrogates;

public sealed class StandardisationTests
{
    private static readonly double[] Values = [-900, 1, 2, 3, 4, 5, 7];

    [Fact]
    public void Values_get_mean_0_and_deviation_1()
    {
        var scale = Standardisation.Of(Values);
        double[] standard = [.. Values.Select(scale.Apply)];

        Assert.Equal(0, standard.Average(), 1e-12);
        Assert.Equal(1, Descriptive.StandardDeviation(standard)!.Value, 1e-12);
    }

    [Fact]
    public void A_value_far_below_the_others_does_not_drown_their_differences()
    {
        var scale = Standardisation.Of(Values);

        Assert.True(scale.Apply(7) - scale.Apply(5) > 0.5);
        Assert.Equal(scale.Apply(-900), scale.Apply(-1e9));
    }

    [Theory]
    [InlineData(-50)]
    [InlineData(1.5)]
    [InlineData(6)]
    public void It_can_be_turned_round_and_knows_its_slope(double value)
    {
        var scale = Standardisation.Of(Values);

        Assert.Equal(value, scale.Invert(scale.WithoutFloor(value)), 1e-9);
        Assert.Equal((scale.WithoutFloor(value + 1e-5) - scale.WithoutFloor(value - 1e-5)) / 2e-5, scale.Slope(value), 1e-6);
    }
}
