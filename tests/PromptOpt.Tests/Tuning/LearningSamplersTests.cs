using PromptOpt.Statistics;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning;

/// <summary>What samplers that learn a model promise.</summary>
public sealed class LearningSamplersTests
{
    private static readonly SearchSpace Mixed = new(
    [
        Parameter.Categorical("filter", ["temperature", "top_p", "both"], "temperature"),
        Parameter.Real("temperature", 0, 1.4, 0, step: 0.1) with { Condition = new("filter", ["temperature", "both"]) },
        Parameter.Real("top_p", 0.5, 0.99, 0.9, ParameterScale.Logit) with { Condition = new("filter", ["top_p", "both"]) },
        Parameter.Whole("max_tokens", 16, 512, 128, ParameterScale.Log),
        Parameter.Ordinal("samples", [1, 3, 5], 1),
        Parameter.Boolean("reasoning", false),
    ],
    [new("samples * max_tokens <= 1500", c => c["samples"].Number * c["max_tokens"].Number <= 1500)]);

    private static readonly SearchSpace Plane = new([Parameter.Real("x", 0, 1, 0.9), Parameter.Real("y", 0, 1, 0.9)]);

    public static TheoryData<string> Names => ["gp-ei", "noisy-ei", "tpe", "random-forest", "nsga-2"];

    public static TheoryData<string> OneObjective => ["gp-ei", "noisy-ei", "tpe", "random-forest"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Suggestions_are_new_and_allowed_and_the_same_for_the_same_history(string name)
    {
        var once = Run(Mixed, Samplers.Find(name), Value, 24, seed: 3);
        var again = Run(Mixed, Samplers.Find(name), Value, 24, seed: 3);

        Assert.Equal(once.Select(o => o.Configuration), again.Select(o => o.Configuration));
        Assert.All(once, o => Assert.True(Mixed.Allows(o.Configuration), o.Configuration.ToString()));
        Assert.Equal(once.Count, once.Select(o => o.Configuration).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(OneObjective))]
    public void Points_that_are_being_tried_are_kept_away_from(string name)
    {
        var history = Run(Plane, Samplers.Find(name), Bowl, 12, seed: 1);
        for (int i = 0; i < 4; i++)
        {
            var next = Samplers.Find(name).Suggest(new() { Space = Plane, History = history, Number = history.Count + 1, Study = new(1) });
            history.Add(new() { Number = history.Count + 1, Configuration = next.Configuration, State = ObservationState.Pending });
        }

        Assert.Equal(4, history.TakeLast(4).Select(o => o.Configuration).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(OneObjective))]
    public void Where_half_of_the_space_fails_the_other_half_is_searched(string name)
    {
        var history = Run(Plane, Samplers.Find(name), c => c["x"].Number > 0.5 ? null : Bowl(c), 40, seed: 2);

        Assert.InRange(history.Skip(20).Count(o => o.State == ObservationState.Failed), 0, 6);
    }

    [Theory]
    [InlineData("gp-ei")]
    [InlineData("noisy-ei")]
    [InlineData("tpe")]
    [InlineData("random-forest")]
    public void A_constraint_on_the_outcome_is_learnt(string name)
    {
        // The bowl's bottom at 0.3, 0.3 is out of bounds: x + y has to be 0.8 at least.
        var history = Run(Plane, Samplers.Find(name), Bowl, 40, seed: 5, violation: c => Math.Max(0, 0.8 - c["x"].Number - c["y"].Number));
        var best = history.Where(o => o.Violation <= 0).MaxBy(o => o.Value)!;

        Assert.InRange(best.Value, -0.08, -0.0199);
        Assert.True(history.Skip(20).Count(o => o.Violation <= 0) >= 6);
    }

    [Fact]
    public void Much_is_suggested_from_quickly_enough()
    {
        var space = new SearchSpace([.. Enumerable.Range(0, 12).Select(i => Parameter.Real($"x{i}", 0, 1, 0.5))]);
        var random = new SeededRandom(3);
        Observation[] history = [.. Enumerable.Range(1, 500).Select(number => (number, c: space.Draw(random)))
            .Select(pair => new Observation { Number = pair.number, Configuration = pair.c, Value = -space.PointOf(pair.c).Sum(x => (x - 0.3) * (x - 0.3)) })];
        var found = new GpEiSampler().Suggest(new() { Space = space, History = history, Number = 501, Study = new(1) });

        Assert.True(space.PointOf(found.Configuration).Average(x => Math.Abs(x - 0.3)) < 0.2);
    }

    private static double? Value(Configuration c) => -Math.Abs(c["max_tokens"].Number - 100) / 100 - (c["filter"].ToString() == "both" ? 0 : 1) + (c["reasoning"].IsTrue ? 0.3 : 0);

    private static double? Bowl(Configuration c) => -Math.Pow(c["x"].Number - 0.3, 2) - Math.Pow(c["y"].Number - 0.3, 2);

    private static List<Observation> Run(SearchSpace space, ISampler sampler, Func<Configuration, double?> valueAt, int trials, ulong seed, Func<Configuration, double>? violation = null)
    {
        var history = new List<Observation>();
        for (int number = 1; number <= trials; number++)
        {
            var next = sampler.Suggest(new() { Space = space, History = history, Number = number, Study = new(seed) });
            Assert.Equal(sampler.Name, next.Source);
            double? value = valueAt(next.Configuration);
            history.Add(new()
            {
                Number = number,
                Configuration = next.Configuration,
                State = value is null ? ObservationState.Failed : ObservationState.Complete,
                Value = value ?? 0,
                Violation = violation?.Invoke(next.Configuration) ?? 0,
            });
        }

        return history;
    }
}
