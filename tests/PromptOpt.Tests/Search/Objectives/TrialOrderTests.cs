using FsCheck.Xunit;
using PromptOpt.Search;
using PromptOpt.Search.Objectives;
using PromptOpt.Studies;
using static PromptOpt.Tests.Search.Objectives.SampleTrials;

namespace PromptOpt.Tests.Search.Objectives;

public sealed class TrialOrderTests
{
    private static readonly Trial[] Trials = [Trial(1, 0), Trial(2, 0.10), Trial(3, 0.09), Trial(4, 0.05), Trial(5, 0.2, TrialState.Pruned)];

    [Fact]
    public void By_quality_trials_rank_as_they_always_did()
    {
        Assert.Equal(ParentSelector.Ranked(Trials), TrialOrder.ByQuality.Ranked(Trials));
        Assert.Equal(2, TrialOrder.ByQuality.ToBeat(Trials)!.Number);
        Assert.Empty(TrialOrder.ByQuality.TradeOffs(Trials));
    }

    [Fact]
    public void Within_the_tolerance_of_the_best_the_cheapest_is_first_and_the_rest_goes_by_quality()
    {
        var order = Order(new() { Then = CostMeasure.Tokens, Within = 0.02 }, Costs(5), Costs(80), Costs(40), Costs(1));
        Assert.Equal([3, 2, 4, 1], order.Ranked(Trials).Select(t => t.Number));
        Assert.Equal(2, order.ToBeat(Trials)!.Number); // the race is about quality
    }

    [Fact]
    public void A_trial_over_a_limit_is_behind_all_that_keep_it_however_accurate()
    {
        var order = Order(new() { Limits = [new(CostMeasure.Tokens, 50)] }, Costs(5), Costs(80), Costs(100), Costs(50));
        Assert.Equal([4, 1, 2, 3], order.Ranked(Trials).Select(t => t.Number));
        Assert.Equal(4, order.ToBeat(Trials)!.Number);
        Assert.Equal(0.6, order.ViolationOf(Trials[1]), 12);
    }

    [Fact]
    public void Where_nothing_keeps_the_limits_the_least_violating_is_first_and_nobody_is_raced()
    {
        var order = Order(new() { Limits = [new(CostMeasure.Tokens, 4), new(CostMeasure.LatencyP95, 1)] }, Costs(5), Costs(80), Costs(40), Costs(6));
        Assert.Equal([1, 4, 3, 2], order.Ranked(Trials).Select(t => t.Number));
        Assert.Null(order.ToBeat(Trials));
    }

    [Fact]
    public void Nothing_correct_is_infinitely_dear_and_breaks_a_limit_by_a_finite_amount()
    {
        var order = Order(new() { Then = CostMeasure.TokensPerCorrect, Within = 0.5, Limits = [new(CostMeasure.TokensPerCorrect, 200)] }, Costs(1, double.PositiveInfinity), Costs(9, 150), Costs(9, 120), Costs(9, 160));
        Assert.Equal([3, 2, 4, 1], order.Ranked(Trials).Select(t => t.Number));
        Assert.Equal(10, order.ViolationOf(Trials[0]));
    }

    [Fact]
    public void The_front_holds_what_no_other_beats_in_quality_tokens_and_latency_at_once()
    {
        var order = Order(new() { Pareto = true }, Costs(5), Costs(80), Costs(90), Costs(40, p50: 0.5));
        Assert.Equal([true, true, false, true], order.TradeOffs(Trials).Select(one => one.IsOnFront));
        Assert.Null(order.ToBeat(Trials)); // a lower quality may be on the front
    }

    [Property(MaxTest = 100)]
    public void Every_order_holds_each_complete_trial_once_and_its_first_is_within_the_tolerance(byte[] leads, byte[] tokens)
    {
        var trials = leads.Select((lead, i) => Trial(i + 1, lead / 255.0)).ToArray();
        var order = new TrialOrder(new() { Then = CostMeasure.Tokens, Within = 0.1 }, t => Costs(tokens.Length == 0 ? 1 : tokens[t.Number % tokens.Length]));
        var ranked = order.Ranked(trials);
        Assert.Equal(trials.Select(t => t.Number), ranked.Select(t => t.Number).Order());
        if (ranked.Count == 0) return;
        double best = trials.Max(t => t.Lead!.Value);
        Assert.True(ranked[0].Lead >= best - 0.1 - 1e-6);
        Assert.All(trials.Where(t => t.Lead >= best - 0.1 + 1e-6), t => Assert.True(order.CostsOf(ranked[0])!.Tokens <= order.CostsOf(t)!.Tokens));
    }

    [Fact]
    public void Costs_are_those_of_the_rollouts_and_tokens_per_correct_counts_prompts()
    {
        var costs = AnswerCosts.Of(Rollouts(10, 20, 30, 40))!;
        Assert.Equal((25, 35, 70, 2.5, 3.85, 1), (costs.Tokens, costs.ChargedTokens, costs.TokensPerCorrect, costs.LatencyP50, Math.Round(costs.LatencyP95, 6), costs.Calls));
        Assert.Equal(double.PositiveInfinity, AnswerCosts.Of(Rollouts(10))!.TokensPerCorrect);
        Assert.Null(AnswerCosts.Of([]));
    }
}
