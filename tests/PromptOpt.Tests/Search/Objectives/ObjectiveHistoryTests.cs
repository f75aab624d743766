using PromptOpt.Search.Objectives;
using PromptOpt.Studies;
using PromptOpt.Tuning;
using static PromptOpt.Tests.Search.Objectives.SampleTrials;

namespace PromptOpt.Tests.Search.Objectives;

public sealed class ObjectiveHistoryTests
{
    private static readonly Trial[] Trials = [Trial(1, 0), Trial(2, 0.10), Trial(3, 0.09), Trial(4, -0.3)];

    [Fact]
    public void By_quality_a_sampler_sees_what_it_always_saw()
    {
        var plain = Leads(Trials);
        Assert.Same(plain, ObjectiveHistory.Of(plain, Trials, TrialOrder.ByQuality));
    }

    [Fact]
    public void Of_trials_of_about_the_best_quality_the_cheaper_has_the_higher_value_and_a_bad_one_gains_nothing_by_being_cheap()
    {
        var seen = See(new() { Then = CostMeasure.Tokens, Within = 0.02 }, Costs(90), Costs(80), Costs(20), Costs(1));
        Assert.True(seen[2].Value > seen[1].Value);
        Assert.True(seen[1].Value > seen[0].Value);
        Assert.Equal(-0.3, seen[3].Value, 3);
        Assert.All(seen, o => Assert.True(o.StandardError is > 0 and <= 0.1));
    }

    [Fact]
    public void Exact_leads_give_the_lexicographic_value_itself()
    {
        Trial[] exact = [.. Trials.Select(trial => trial with { StandardError = 0 })];
        var order = Order(new() { Then = CostMeasure.Tokens, Within = 0.02 }, Costs(100), Costs(80), Costs(20), Costs(1));
        var seen = ObjectiveHistory.Of(Leads(exact), exact, order);
        Assert.Equal([0, 0.08 + 0.02 * 0.2, 0.08 + 0.02 * 0.8, -0.3], seen.Select(o => Math.Round(o.Value, 12)));
    }

    [Fact]
    public void Broken_limits_are_violations_and_a_front_has_all_objectives()
    {
        Assert.Equal([0, 1, 0, 0], See(new() { Limits = [new(CostMeasure.Tokens, 40)] }, Costs(9), Costs(80), Costs(20), Costs(1)).Select(o => o.Violation));
        Assert.Equal([-0.3, -1, -1], See(new() { Pareto = true }, Costs(9), Costs(80), Costs(20), Costs(1))[3].Objectives);
    }

    private static IReadOnlyList<Observation> See(Objective objective, params AnswerCosts[] costs) =>
        [.. ObjectiveHistory.Of(Leads(Trials), Trials, Order(objective, costs)).Select(o => o with { Objectives = [.. o.Objectives.Select(x => Math.Round(x, 12))] })];

    private static Observation[] Leads(IEnumerable<Trial> trials) =>
    [
        .. trials.Select(trial => new Observation
        {
            Number = trial.Number,
            Configuration = new([new("t", trial.Number / 10.0)]),
            Value = trial.Lead!.Value,
            StandardError = trial.StandardError ?? 0,
        }),
    ];
}
