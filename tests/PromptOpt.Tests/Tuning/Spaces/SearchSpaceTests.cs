using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PromptOpt.Statistics;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Spaces;

public sealed class SearchSpaceTests
{
    private static readonly SearchSpace Space = new(
    [
        Parameter.Categorical("filter", ["temperature", "top_p"], "temperature"),
        Parameter.Real("temperature", 0, 1.4, 0, step: 0.1) with { Condition = new("filter", ["temperature"]) },
        Parameter.Real("top_p", 0.5, 0.99, 0.9, ParameterScale.Logit) with { Condition = new("filter", ["top_p"]) },
        Parameter.Whole("max_tokens", 16, 512, 128, ParameterScale.Log),
        Parameter.Ordinal("samples", [1, 3, 5, 9, 17], 1),
        Parameter.Boolean("reasoning", false),
        Parameter.Whole("steps", 4, 12, 4) with { Condition = new("reasoning", ["true"]) },
    ]);

    [Property]
    public Property A_point_gives_an_allowed_configuration_that_comes_back_from_its_own_point(ulong seed)
    {
        var configuration = Space.Draw(new SeededRandom(seed));
        return (Space.Allows(configuration) && Space.At(Space.PointOf(configuration)).Equals(configuration)).Label(configuration.ToString());
    }

    [Fact]
    public void A_parameter_counts_only_under_its_condition()
    {
        Assert.Equal("filter=temperature, max_tokens=128, reasoning=false, samples=1, temperature=0", Space.Default.ToString());
        Assert.False(Space.Allows(Space.Default.With("top_p", 0.9)));
        Assert.False(Space.Allows(Space.Default.With("filter", "top_p")));
        Assert.Equal(Space.Parameters[2].ToUnit(0.9), Space.PointOf(Space.Default)[2]);
    }

    [Theory]
    [InlineData(ParameterScale.Linear)]
    [InlineData(ParameterScale.Log)]
    [InlineData(ParameterScale.Logit)]
    public void The_ends_of_the_cube_are_the_bounds(ParameterScale scale)
    {
        var parameter = Parameter.Real("x", 0.01, 0.99, 0.5, scale);
        Assert.Equal(0.01, parameter.FromUnit(0).Number, 12);
        Assert.Equal(0.99, parameter.FromUnit(1).Number, 12);
        Assert.Equal(0.3, parameter.FromUnit(parameter.ToUnit(0.3)).Number, 12);
    }

    [Fact]
    public void Every_whole_number_of_a_linear_scale_has_an_equal_share()
    {
        var parameter = Parameter.Whole("x", 4, 12, 4, step: 2);
        int[] counts = new int[13];
        for (int i = 0; i < 1000; i++) counts[(int)parameter.FromUnit((i + 0.5) / 1000).Number]++;
        Assert.All([4, 6, 8, 10, 12], value => Assert.Equal(200, counts[value]));
    }

    [Fact]
    public void Steps_of_a_tenth_have_short_digits() =>
        Assert.Equal("0,0.1,0.2,0.3,0.4", string.Join(",", Parameter.Real("t", 0, 0.4, 0, step: 0.1).All));

    [Fact]
    public void A_drawn_configuration_keeps_the_constraints()
    {
        var space = new SearchSpace(
            [Parameter.Real("a", 0, 1, 0), Parameter.Real("b", 0, 1, 0)], [new("a + b <= 0.5", c => c["a"].Number + c["b"].Number <= 0.5)]);
        var random = new SeededRandom(1);
        for (int i = 0; i < 200; i++) Assert.True(space.Allows(space.Draw(random)));
        Assert.False(space.Allows(space.Default.With("a", 0.6)));
    }

    [Fact]
    public void Everything_wrong_with_a_space_is_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new SearchSpace(
        [
            Parameter.Real("a", 2, 1, 0),
            Parameter.Real("b", 0, 1, 0.5, ParameterScale.Log),
            Parameter.Categorical("c", ["x", "x"], "x"),
            Parameter.Whole("d", 1, 3, 9) with { Condition = new("z", ["x"]) },
        ]));
        Assert.Contains("a: low must be at most high", error.Message);
        Assert.Contains("b: a log scale needs low above 0", error.Message);
        Assert.Contains("c: a choice comes twice", error.Message);
        Assert.Contains("d: the default 9 is none of its values", error.Message);
        Assert.Contains("d: there is no parameter 'z' before it", error.Message);
    }
}
