using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning;

public sealed class TriedTests
{
    private static readonly SearchSpace Space = new([Parameter.Whole("x", 0, 9, 0), Parameter.Boolean("b", false)], [new("x is not 5", c => c["x"].Number != 5)]);

    [Fact]
    public void What_is_new_stays_what_is_not_gives_way_to_a_neighbour()
    {
        var tried = new Tried(Context("x=3"));

        Assert.Equal("b=false, x=4", tried.Fresh([0.45, 0.2], new(1)).ToString());
        for (ulong seed = 0; seed < 20; seed++)
        {
            var fresh = tried.Fresh([0.35, 0.2], new(seed));
            Assert.NotEqual("b=false, x=3", fresh.ToString());
            Assert.InRange(fresh["x"].Number, 0, 9);
        }
    }

    [Fact]
    public void What_is_forbidden_or_tried_gives_way_to_something_new()
    {
        Assert.NotEqual(5, new Tried(Context()).Fresh([0.55, 0.2], new(1))["x"].Number);
        string[] all = [.. Enumerable.Range(0, 10).Where(x => x is not 5 and not 8).Select(x => $"x={x}")];
        var tried = new Tried(Context(all));
        Assert.All(Enumerable.Range(0, 10), x => Assert.True(tried.IsFresh(tried.Fresh([x / 10.0, 0.1], new((ulong)x)))));
    }

    [Fact]
    public void All_configurations_of_a_finite_space_are_listed_or_none()
    {
        Assert.Equal(20, FullFactorial.Of(Space, 20).Count);
        Assert.Empty(FullFactorial.Of(Space, 19));
        Assert.Empty(FullFactorial.Of(new([Parameter.Real("r", 0, 1, 0)]), 100));
    }

    private static SamplerContext Context(params string[] tried) => new()
    {
        Space = Space,
        History = [.. tried.Select((text, i) => new Observation { Number = i + 1, Configuration = Space.Default.With("x", double.Parse(text[2..])) })],
        Number = tried.Length + 1,
        Study = new(1),
    };
}
