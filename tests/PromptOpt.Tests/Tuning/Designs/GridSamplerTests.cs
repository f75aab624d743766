using PromptOpt.Tuning.Designs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Designs;

public sealed class GridSamplerTests
{
    [Fact]
    public void Levels_hold_both_bounds_and_the_default()
    {
        Assert.Equal("0,0.3,0.5,1", Levels(Parameter.Real("x", 0, 1, 0.3), 3));
        Assert.Equal("1,5,9", Levels(Parameter.Whole("x", 1, 9, 5), 3));
        Assert.Equal("1,2,3", Levels(Parameter.Whole("x", 1, 3, 2), 5));
        Assert.Equal("a,b", Levels(Parameter.Categorical("x", ["a", "b"], "b"), 5));
    }

    [Fact]
    public void Every_cell_is_tried_before_levels_are_put_between()
    {
        var space = new SearchSpace([Parameter.Real("x", 0, 1, 0.5), Parameter.Categorical("w", ["a", "b"], "a"), Parameter.Real("y", 1, 2, 1) with { Condition = new("w", ["b"]) }]);
        var lanes = new StudyLanes(space, new GridSampler(3), _ => 0);
        List<string> tried = [.. lanes.Run(20).Select(suggestion => suggestion.Configuration.ToString())];

        // 3 levels of x with a, and 3 by 3 with b.
        string[] cells = [.. from x in new[] { "0", "0.5", "1" } from rest in new[] { "w=a, x=X", "w=b, x=X, y=1", "w=b, x=X, y=1.5", "w=b, x=X, y=2" } select rest.Replace("X", x)];
        Assert.Equal(cells.Order(), tried.Take(12).Order());
        Assert.Equal(20, tried.Distinct().Count());
    }

    [Fact]
    public void Too_few_levels_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new GridSampler(1));

    private static string Levels(Parameter parameter, int count) => string.Join(",", GridSampler.Levels(parameter, count));
}
