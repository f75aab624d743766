using PromptOpt.Tuning;
using PromptOpt.Tuning.Costs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Costs;

public sealed class ExpectedCostsTests
{
    private static readonly SearchSpace Space = new([Parameter.Ordinal("samples", [1, 3, 5, 9], 1), Parameter.Real("temperature", 0, 1, 0.5)]);

    private static readonly Observation Default = new() { Number = 1, Configuration = Space.Default, Costs = [10] };

    [Fact]
    public void What_takes_more_than_is_left_does_not_fit()
    {
        var costs = new ExpectedCosts(Space, [Default], Budget(left: 60));

        Assert.Equal([true, true, true, false], new[] { 1, 3, 5, 9 }.Select(samples => costs.Fits(At(samples))));
        Assert.Equal(0.5, costs.ShareOf(At(3)), 1e-9);
    }

    [Fact]
    public void What_must_be_kept_back_counts_as_well()
    {
        var limit = new BudgetLimit(60, Samples) { Besides = (_, expected) => 0.5 * expected };

        Assert.False(new ExpectedCosts(Space, [Default], new([limit], 1)).Fits(At(5)));
    }

    [Fact]
    public void What_is_being_tried_takes_what_is_expected_of_it()
    {
        var pending = new Observation { Number = 2, Configuration = At(3), State = ObservationState.Pending };
        var costs = new ExpectedCosts(Space, [Default, pending], Budget(left: 61));

        Assert.Equal([true, true, false, false], new[] { 1, 3, 5, 9 }.Select(samples => costs.Fits(At(samples))));
    }

    [Fact]
    public void The_limit_that_a_configuration_takes_most_of_counts()
    {
        // Calls grow with samples, seconds do not.
        var two = new TuningBudget([new(100, Samples), new(40, _ => 1)], 1);
        var costs = new ExpectedCosts(Space, [Default with { Costs = [10, 20] }], two);

        Assert.Equal([0.5, 0.5, 0.5, 0.9], new[] { 1, 3, 5, 9 }.Select(samples => Math.Round(costs.ShareOf(At(samples)), 6)));
    }

    [Fact]
    public void A_narrowed_space_keeps_its_default_whatever_is_left()
    {
        var narrow = new ExpectedCosts(Space, [Default], Budget(left: 0)).Narrowed(Space);

        Assert.True(narrow.Allows(Space.Default));
        Assert.False(narrow.Allows(At(1)));
    }

    [Fact]
    public void Without_a_cost_that_was_seen_everything_fits_and_nothing_is_discounted()
    {
        var costs = new ExpectedCosts(Space, [Default with { Costs = [] }], Budget(left: 1));

        Assert.True(costs.Fits(At(9)));
        Assert.Equal(3, costs.Discounted(_ => 3)([0.9, 0.1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.25)]
    public void An_acquisition_loses_the_weight_times_the_logarithm_of_the_cost(double weight)
    {
        var costs = new ExpectedCosts(Space, [Default], Budget(left: 60, weight));
        var discounted = costs.Discounted(_ => 3);

        Assert.Equal(weight * Math.Log(5), discounted(Space.PointOf(At(1))) - discounted(Space.PointOf(At(5))), 1e-9);
    }

    [Fact]
    public void At_weight_0_an_acquisition_stays_the_same_function()
    {
        Func<double[], double> acquisition = _ => 3;

        Assert.Same(acquisition, new ExpectedCosts(Space, [Default], Budget(left: 60, weight: 0)).Discounted(acquisition));
    }

    private static TuningBudget Budget(double left, double weight = 1) => new([new(left, Samples)], weight);

    private static double Samples(Configuration c) => c["samples"].Number;

    private static Configuration At(int samples) => new([new("samples", samples), new("temperature", 0.25)]);
}
