using PromptOpt.Statistics;
using PromptOpt.Tuning.Costs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Costs;

public sealed class CostModelTests
{
    private static readonly SearchSpace Space = new(
    [
        Parameter.Boolean("reasoning", false),
        Parameter.Whole("steps", 4, 12, 4) with { Condition = new("reasoning", ["true"]) },
        Parameter.Real("temperature", 0, 1, 0),
    ]);

    [Fact]
    public void From_the_default_alone_a_configuration_costs_as_much_more_as_it_may_at_most()
    {
        var model = new CostModel(Space, Most, [(Space.Default, 30)]);

        Assert.Equal(30, model.Of(At(false, 4, 0.7)), 1e-9);
        Assert.Equal(360, model.Of(At(true, 12, 0.7)), 1e-9);
    }

    [Fact]
    public void Once_enough_was_seen_it_knows_costs_that_the_bound_says_nothing_of()
    {
        // Half of the steps are taken, and answers grow with the temperature.
        double Truth(Configuration c) => (c["reasoning"].IsTrue ? 0.5 * c["steps"].Number : 1) * Math.Exp(c["temperature"].Number);
        var random = new SeededRandom(4);
        (Configuration, double)[] seen = [.. Enumerable.Range(0, 14).Select(_ => Space.Draw(random)).Append(Space.Default).Select(c => (c, Truth(c) * Math.Exp(0.05 * random.NextNormal())))];
        var model = new CostModel(Space, Most, seen);
        double[] errors = [.. Enumerable.Range(0, 60).Select(_ => Space.Draw(random)).Select(c => Math.Abs(Math.Log(model.Of(c) / Truth(c))))];

        Assert.InRange(errors.Average(), 0, 0.12);
        Assert.InRange(errors.Max(), 0, 0.5);
    }

    [Fact]
    public void A_configuration_that_is_far_cheaper_than_the_others_is_not_taken_for_dearer_than_it_was()
    {
        (Configuration, double)[] seen = [(Space.Default, 100), (At(false, 4, 0.2), 105), (At(false, 4, 0.4), 98), (At(false, 4, 0.6), 102), (At(true, 4, 1), 20)];

        Assert.InRange(new CostModel(Space, Most, seen).Of(At(true, 4, 1)), 18, 24);
    }

    private static double Most(Configuration c) => c["reasoning"].IsTrue ? c["steps"].Number : 1;

    private static Configuration At(bool reasoning, int steps, double temperature)
    {
        var c = new Configuration([new("reasoning", reasoning ? "true" : "false"), new("temperature", temperature)]);
        return reasoning ? c.With("steps", steps) : c;
    }
}
