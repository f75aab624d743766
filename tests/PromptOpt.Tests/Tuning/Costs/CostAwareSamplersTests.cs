using PromptOpt.Tuning;
using PromptOpt.Tuning.Costs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Costs;

/// <summary>What samplers make of costs, on a plane whose right half costs twenty times the left one, and is a little better.</summary>
public sealed class CostAwareSamplersTests
{
    private const double Dear = 20;

    private static readonly SearchSpace Plane = new([Parameter.Real("x", 0, 1, 0.1), Parameter.Real("y", 0, 1, 0.9)]);

    public static TheoryData<string> Bayesian => ["gp-ei", "noisy-ei"];

    public static TheoryData<string> Narrowing => ["gp-ei", "noisy-ei", "tpe", "random-forest", "nsga-2"];

    [Theory]
    [MemberData(nameof(Bayesian))]
    public void Where_cost_has_no_weight_suggestions_are_bit_for_bit_those_of_a_sampler_that_knows_of_none(string name)
    {
        var plain = Run(name, 14, budget: null);
        var known = Run(name, 14, new([new(1e9, Cost)], 0));

        Assert.Equal(plain.Select(o => o.Configuration), known.Select(o => o.Configuration));
    }

    [Theory]
    [MemberData(nameof(Bayesian))]
    public void With_the_whole_budget_left_the_cheap_half_is_searched_and_with_little_of_it_the_better_one(string name)
    {
        int early = Cheap(1), late = Cheap(0.02);

        Assert.True(early >= 9 && early > late + 2, $"{early} of 12 were cheap early, {late} late");

        int Cheap(double weight) => Run(name, 16, new([new(1e9, Cost)], weight)).Skip(4).Count(o => o.Configuration["x"].Number < 0.5);
    }

    [Theory]
    [MemberData(nameof(Narrowing))]
    public void What_does_not_fit_is_not_suggested(string name) =>
        Assert.All(Run(name, 14, new([new(2.5, Cost)], 0.5)).Skip(1), o => Assert.True(o.Configuration["x"].Number < 0.5, $"{o.Number}: {o.Configuration}"));

    [Theory]
    [MemberData(nameof(Bayesian))]
    public void The_first_design_is_the_same_with_costs_but_comes_the_cheapest_first(string name)
    {
        int enough = SpaceFilling.Enough(Plane);
        var aware = Run(name, enough, new([new(1e9, Cost)], 1)).Skip(1).ToArray();

        Assert.Equal(aware.OrderBy(o => Cost(o.Configuration)).Select(o => o.Number), aware.Select(o => o.Number));
        Assert.Contains(aware, o => Cost(o.Configuration) == 1);
    }

    private static double Cost(Configuration c) => c["x"].Number < 0.5 ? 1 : Dear;

    /// <summary>Two hills of nearly the same height, one in each half.</summary>
    private static double Value(Configuration c) => (c["x"].Number < 0.5 ? 0 : 0.01) - 4 * Math.Pow(c["x"].Number % 0.5 - 0.25, 2) - Math.Pow(c["y"].Number - 0.3, 2);

    private static List<Observation> Run(string name, int trials, TuningBudget? budget)
    {
        List<Observation> history = [Observed(1, Plane.Default)];
        while (history.Count < trials)
        {
            var asked = new SamplerContext { Space = Plane, History = history, Number = history.Count + 1, Study = new(5), Costs = budget is null ? null : new(Plane, history, budget) };
            history.Add(Observed(asked.Number, Samplers.Find(name).Suggest(asked).Configuration));
        }

        return history;

        Observation Observed(int number, Configuration c) => new() { Number = number, Configuration = c, Value = Value(c), StandardError = 0.02, Costs = [Cost(c)] };
    }
}
