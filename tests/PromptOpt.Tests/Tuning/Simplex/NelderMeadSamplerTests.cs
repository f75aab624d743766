using PromptOpt.Tuning;
using PromptOpt.Tuning.Simplex;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Simplex;

public sealed class NelderMeadSamplerTests
{
    private static readonly SearchSpace Square = new([Parameter.Real("x", 0, 1, 0.5), Parameter.Real("y", 0, 1, 0.5)]);

    [Fact]
    public void Results_of_others_are_used_instead_of_asking_again()
    {
        var asked = new NelderMeadSampler().Suggest(Context());
        Assert.Equal(Square.Default, asked.Configuration);

        var next = new NelderMeadSampler().Suggest(Context(new Observation { Number = 1, Configuration = Square.Default, Value = 1, Source = "default" }));
        Assert.Equal(0.25, Math.Abs(next.Configuration["x"].Number - 0.5), 12);
        Assert.Equal(0.5, next.Configuration["y"].Number, 12);
    }

    [Fact]
    public void Lanes_look_ahead_and_what_they_saw_is_not_asked_again()
    {
        var lanes = new StudyLanes(Square, new NelderMeadSampler(), c => -Math.Pow(c["x"].Number - 0.7, 2) - Math.Pow(c["y"].Number - 0.2, 2)) { Lanes = 4, FailsEvery = 11 };
        List<Configuration> tried = [.. lanes.Run(80).Select(suggestion => suggestion.Configuration)];

        Assert.Equal(80, tried.Distinct().Count());
        Assert.Contains(tried, c => Math.Abs(c["x"].Number - 0.7) < 0.05 && Math.Abs(c["y"].Number - 0.2) < 0.05);
    }

    [Fact]
    public void After_a_run_has_ended_another_begins_far_from_it()
    {
        // Two hills; the default is at the foot of the lower one.
        static double Hills(Configuration c) => Math.Max(
            1 - Math.Pow(c["x"].Number - 0.4, 2) - Math.Pow(c["y"].Number - 0.4, 2), 2 - 8 * (Math.Pow(c["x"].Number - 0.95, 2) + Math.Pow(c["y"].Number - 0.95, 2)));
        var lanes = new StudyLanes(Square, new NelderMeadSampler(0.1), Hills);
        foreach (var suggestion in lanes.Run(200)) Assert.True(Square.Allows(suggestion.Configuration));

        Assert.True(lanes.History.Max(o => o.Value) > 1.9);
    }

    [Fact]
    public void A_run_stays_inside_and_reaches_the_border()
    {
        var run = new SimplexRun([0.5, 0.5], [0.2, 0.2]);
        foreach (var vertex in run.Ask())
            vertex.Answer = new() { Number = 1, Configuration = Square.Default, Value = vertex.Point[0] + 0.1 * vertex.Point[1] };

        Assert.Equal(1, run.Best.Point[0], 0.01);
        Assert.All(run.Best.Point, x => Assert.InRange(x, 0, 1));
    }

    private static SamplerContext Context(params Observation[] history) => new() { Space = Square, History = history, Number = history.Length + 1, Study = new(1) };
}
