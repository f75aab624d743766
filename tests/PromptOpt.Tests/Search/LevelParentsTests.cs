using PromptOpt.Search;
using PromptOpt.Search.Objectives;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search;

public sealed class LevelParentsTests
{
    private static readonly Trial[] History = [.. Enumerable.Range(1, 6).Select(number => new Trial
    {
        Number = number,
        Level = number,
        State = number == 6 ? TrialState.Pruned : TrialState.Complete,
        Candidate = new() { Instruction = "" },
        Operator = "x",
        Value = number / 10.0,
    })];

    private static SearchPlan Plan(ParentSelection selection, int parents, double epsilon = 0.1) =>
        new() { Strategy = Strategy.Small, Selection = selection, Parents = parents, Epsilon = epsilon };

    [Fact]
    public void With_the_rule_best_each_child_draws_its_own() => Assert.Empty(Choose(Plan(ParentSelection.Best, 3), 1));

    [Fact]
    public void By_score_the_best_come_in_order_and_no_stopped_trial_is_among_them() =>
        Assert.Equal([5, 4, 3], Choose(Plan(ParentSelection.Score, 3), 1));

    [Fact]
    public void Epsilon_greedy_takes_another_one_as_often_as_epsilon_says()
    {
        var plan = Plan(ParentSelection.EpsilonGreedy, 1, 0.3);
        int other = Enumerable.Range(0, 2000).Count(seed => Choose(plan, (ulong)seed)[0] != 5);
        Assert.InRange(other, 540, 660); // 600 expected, 3 s.e. are 61
        Assert.Equal([5, 4, 3, 2, 1], Choose(Plan(ParentSelection.EpsilonGreedy, 9, 0), 1));
    }

    [Fact]
    public void Pareto_draws_in_proportion_to_the_rows_a_trial_is_best_on()
    {
        // Trial 1 is best on one row alone, trial 5 on three, the others nowhere.
        double[] Scores(Trial t) => t.Number switch { 1 => [1, 0, 0, 0], 5 => [0, 1, 1, 1], _ => [0.5, 0.5, 0.5, 0.5] };
        var firsts = Enumerable.Range(0, 2000).Select(seed => Choose(Plan(ParentSelection.Pareto, 1), (ulong)seed, Scores)[0]).ToArray();
        Assert.InRange(firsts.Count(n => n == 1), 442, 558); // 500 expected, 3 s.e. are 58
        Assert.All(firsts, n => Assert.True(n is 1 or 5));
        Assert.Equal([1, 5], Choose(Plan(ParentSelection.Pareto, 4), 3, Scores).Order()); // each once
    }

    [Theory]
    [InlineData(ParentSelection.Pareto)]
    [InlineData(ParentSelection.EpsilonGreedy)]
    public void The_same_randomness_chooses_the_same(ParentSelection selection)
    {
        static double[] Scores(Trial t) => [.. Enumerable.Range(0, 6).Select(row => row % t.Number == 0 ? 1.0 : 0)];
        for (ulong seed = 0; seed < 20; seed++)
            Assert.Equal(Choose(Plan(selection, 3, 0.5), seed, Scores), Choose(Plan(selection, 3, 0.5), seed, Scores));
    }

    private static int[] Choose(SearchPlan plan, ulong seed, Func<Trial, double[]>? scores = null) =>
        [.. LevelParents.Choose(plan, History, t => scores?.Invoke(t) ?? [], new SeededRandom(seed), TrialOrder.ByQuality).Select(t => t.Number)];
}
