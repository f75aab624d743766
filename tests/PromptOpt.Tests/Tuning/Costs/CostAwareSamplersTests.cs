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
    public void The_more_of_the_budget_is_left_the_cheaper_is_what_is_tried_next(string name)
    {
        int[] dear = [.. new[] { 1, 0.5, 0 }.Select(weight => Enumerable.Range(1, 8).Count(seed => Cost(Next(name, Run("random", 6, null, (ulong)seed), weight)) > 1))];

        Assert.True(dear[0] <= dear[1] && dear[1] <= dear[2] && dear[0] + 2 <= dear[2], string.Join(", ", dear));
    }

    [Theory]
    [MemberData(nameof(Narrowing))]
    public void What_does_not_fit_is_not_suggested(string name) =>
        Assert.All(Run(name, 14, new([new(2.5, Cost)], 0.5)).Skip(1), o => Assert.True(o.Configuration["x"].Number < 0.5, $"{o.Number}: {o.Configuration}"));

    [Theory]
    [MemberData(nameof(Bayesian))]
    public void The_first_design_is_the_same_with_costs_but_comes_the_cheapest_first(string name)
    {
        int reordered = 0;
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var plain = Design(null, seed);
            var aware = Design(new([new(1e9, Cost)], 1), seed);
            Assert.Equal(plain.OrderBy(Cost), aware);
            if (!plain.SequenceEqual(aware)) reordered++;
        }

        Assert.True(reordered > 0);

        Configuration[] Design(TuningBudget? budget, ulong seed) => [.. Run(name, SpaceFilling.Enough(Plane), budget, seed).Skip(1).Select(o => o.Configuration)];
    }

    private static double Cost(Configuration c) => c["x"].Number < 0.5 ? 1 : Dear;

    /// <summary>Two hills of nearly the same height, one in each half.</summary>
    private static double Value(Configuration c) => (c["x"].Number < 0.5 ? 0 : 0.01) - 4 * Math.Pow(c["x"].Number % 0.5 - 0.25, 2) - Math.Pow(c["y"].Number - 0.3, 2);

    private static List<Observation> Run(string name, int trials, TuningBudget? budget, ulong seed = 5)
    {
        List<Observation> history = [Observed(1, Plane.Default)];
        while (history.Count < trials) history.Add(Observed(history.Count + 1, Next(name, history, budget, seed)));
        return history;
    }

    private static Configuration Next(string name, List<Observation> history, double weight) => Next(name, history, new([new(1e9, Cost)], weight), 5);

    private static Configuration Next(string name, List<Observation> history, TuningBudget? budget, ulong seed) => Samplers.Find(name).Suggest(new()
    {
        Space = Plane,
        History = history,
        Number = history.Count + 1,
        Study = new(seed),
        Costs = budget is null ? null : new(Plane, history, budget),
    }).Configuration;

    private static Observation Observed(int number, Configuration c) => new() { Number = number, Configuration = c, Value = Value(c), StandardError = 0.02, Costs = [Cost(c)] };
}
