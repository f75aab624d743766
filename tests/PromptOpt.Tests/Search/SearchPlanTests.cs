using PromptOpt.Environments;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

public sealed class SearchPlanTests
{
    private static readonly TaskSpec Dataset = ToyTask.Spec("toy");
    private static readonly TaskSpec Episodes = Dataset with { Environment = new EnvironmentSpec { World = "gridworld1" } };

    [Fact]
    public void Datasets_are_searched_with_standard_and_multi_step_tasks_with_small()
    {
        Assert.Equal(Strategy.Standard, SearchPlan.For(Dataset, new()).Strategy);
        Assert.Equal(Strategy.Small, SearchPlan.For(Episodes, new()).Strategy);
    }

    [Fact]
    public void Levels_of_standard_are_as_large_as_the_options_say()
    {
        var one = SearchPlan.For(Dataset, new());
        Assert.Equal([[1], [2], [3], [4]], Enumerable.Range(0, 4).Select(level => one.NumbersOf(level, 9)));
        var four = SearchPlan.For(Dataset, new() { Lanes = 4 });
        Assert.Equal([[1], [2, 3, 4, 5], [6, 7], []], Enumerable.Range(0, 4).Select(level => four.NumbersOf(level, 7)));
    }

    [Fact]
    public void The_paper_makes_20_children_of_the_seed_prompt_and_then_8_of_each_of_5_parents()
    {
        var plan = SearchPlan.For(Dataset, new() { Strategy = Strategy.Paper, Lanes = 3 });
        Assert.Equal(Enumerable.Range(2, 20), plan.NumbersOf(1, 1000));
        Assert.Equal(Enumerable.Range(22, 40), plan.NumbersOf(2, 1000));
        Assert.Equal(Enumerable.Range(62, 40), plan.NumbersOf(3, 1000));
        Assert.Equal((5, ParentSelection.Score, false, 3), (plan.Parents, plan.Selection, plan.Races, plan.Patience));
        Assert.Equal(["rewrite"], plan.Operators!);
    }

    [Fact]
    public void Small_makes_12_children_of_the_seed_prompt_and_then_2_of_each_of_5_parents_in_turn()
    {
        var plan = SearchPlan.For(Episodes, new());
        Assert.Equal(Enumerable.Range(2, 12), plan.NumbersOf(1, 1000));
        Assert.Equal(Enumerable.Range(14, 10), plan.NumbersOf(2, 1000));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], plan.NumbersOf(2, 1000).Select(number => plan.TurnOf(number, 2)));
        Assert.True(plan.Races);
        Assert.DoesNotContain(plan.Operators!, name => name.Contains("label", StringComparison.Ordinal) || name.Contains("example", StringComparison.Ordinal));
    }

    [Fact]
    public void A_level_behind_one_that_was_narrower_goes_on_with_the_next_number()
    {
        var plan = SearchPlan.For(Dataset with { Search = new() { Strategy = Strategy.Tune, FirstLevel = 4, Children = 3 } }, new());
        Assert.Equal([[4, 5, 6], [4, 5], []], new[] { 1000, 5, 3 }.Select(most => plan.NumbersFrom(4, 2, most)));
        Assert.Equal([0, 0, 0], plan.NumbersFrom(4, 2, 1000).Select(number => plan.TurnOf(number, 2)));
    }

    [Fact]
    public void A_task_changes_parts_of_its_preset()
    {
        var search = new SearchSpec
        {
            Strategy = Strategy.Paper,
            FirstLevel = 6,
            Children = 3,
            Patience = 2,
            Parents = new() { Select = ParentSelection.EpsilonGreedy, Count = 2, Epsilon = 0.25 },
            Operators = ["edit", "merge"],
        };
        var plan = SearchPlan.For(Dataset with { Search = search }, new());
        Assert.Equal(Enumerable.Range(8, 6), plan.NumbersOf(2, 1000));
        Assert.Equal((2, 0.25, ParentSelection.EpsilonGreedy), (plan.Patience, plan.Epsilon, plan.Selection));
        Assert.Equal(["edit", "merge"], plan.Operators!);
    }

    [Fact]
    public void The_command_line_wins_over_the_task()
    {
        var task = Dataset with { Search = new() { Strategy = Strategy.Small, FirstLevel = 6, Operators = ["edit"], Parents = new() { Select = ParentSelection.Pareto } } };
        Assert.Equal(ParentSelection.Score, SearchPlan.For(task, new() { ParentSelection = ParentSelection.Score }).Selection);
        Assert.Equal(4, SearchPlan.For(task, new() { LevelTrials = 4 }).NumbersOf(3, 1000).Length);
        var paper = SearchPlan.For(task, new() { Strategy = Strategy.Paper });
        Assert.Equal(20, paper.NumbersOf(1, 1000).Length);
        Assert.Equal(["rewrite"], paper.Operators!);
        Assert.Equal(["edit"], SearchPlan.For(task, new() { Strategy = Strategy.Standard }).Operators!);
    }

    [Theory]
    [InlineData(2, false)] // levels 1 and 2 brought nothing
    [InlineData(3, true)]
    public void The_search_is_exhausted_after_as_many_levels_without_gain_as_the_patience(int level, bool expected)
    {
        var plan = SearchPlan.For(Dataset, new() { Strategy = Strategy.Paper });
        Trial[] history = [Trial(1, 0), Trial(2, 1), Trial(3, 2), Trial(4, 3)];
        Assert.Equal(expected, plan.IsExhausted(level, history.Where(t => t.Level <= level), t => t.Number == 1 ? 0.5 : 0.4));
        Assert.False(plan.IsExhausted(level, history.Where(t => t.Level <= level), t => t.Level));
        Assert.False((plan with { Patience = null }).IsExhausted(level, history, _ => 0));
    }

    [Fact]
    public void A_better_trial_that_did_not_end_is_no_gain()
    {
        var plan = SearchPlan.For(Dataset, new() { Strategy = Strategy.Paper });
        Trial[] history = [Trial(1, 0), Trial(2, 1), Trial(3, 2), Trial(4, 3) with { State = TrialState.Pruned }];
        Assert.True(plan.IsExhausted(3, history, t => t.Number == 4 ? 1 : 0.5));
    }

    [Fact]
    public void Parents_by_score_are_the_best_of_the_whole_archive()
    {
        Trial[] history = [.. Enumerable.Range(1, 8).Select(n => Trial(n, n / 4) with { Value = n % 3 + n / 100.0 })];
        var plan = SearchPlan.For(Dataset, new() { Strategy = Strategy.Small });
        Assert.Equal([8, 5, 2, 7, 4], plan.ParentsOf(3, history, _ => [], new SeededRandom(1)).Select(t => t.Number));
    }

    private static Trial Trial(int number, int level) => new()
    {
        Number = number,
        Level = level,
        State = TrialState.Complete,
        Candidate = new() { Instruction = "" },
        Operator = "x",
        Value = 0,
    };
}
