using PromptOpt.Search.Objectives;
using PromptOpt.Search.Stages;
using PromptOpt.Studies;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Tests.Search.Stages;

public sealed class BestPromptsTests
{
    private static readonly Dictionary<int, double[]> Scores = new()
    {
        [1] = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 1.0 : 0)],
        [2] = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 0.0 : 1)],
        [3] = [.. Enumerable.Range(0, 40).Select(i => i % 5 == 0 ? 0.0 : 1)],
        [4] = [1, 1, 1],
        [5] = [.. Enumerable.Range(0, 40).Select(i => i % 5 == 0 ? 0.0 : 1)],
    };

    /// <summary>Tokens that each trial writes for a row.</summary>
    private static readonly Dictionary<int, int> Tokens = new() { [1] = 5, [2] = 20, [3] = 40, [4] = 1, [5] = 30 };

    [Fact]
    public void The_best_come_first_with_those_that_it_beats_by_no_more_than_chance()
    {
        var best = Best(Objective.Quality);
        Assert.Equal([("trial 3", 3), ("trial 5", 5), ("trial 2", 2)], best.Select(choice => (choice.Name, choice.Trial)));
    }

    [Fact]
    public void Of_candidates_with_the_same_prompt_the_best_one_counts()
    {
        var best = BestPrompts.Of([Trial(3, "same"), Trial(5, "same"), Trial(2, "other")], Rollouts, Score, 40, Objective.Quality, inStudy: false);
        Assert.Equal([("trial 3", 0), ("trial 2", 0)], BestPrompts.Different(best, 4).Select(choice => (choice.Name, choice.Trial)));
        Assert.Single(BestPrompts.Different(best, 1));
    }

    [Theory]
    [InlineData(1, "5 3 2")] // 3 and 5 are as good, 2 is five points below them
    [InlineData(10, "2 5 3")]
    [InlineData(60, "1 2 5 3")] // 1 is 55 points below
    public void With_cost_behind_quality_the_cheapest_of_about_the_best_comes_first(double points, string numbers) =>
        Assert.Equal(numbers, Numbers(Best(new() { Then = CostMeasure.Tokens, Within = points / 100 })));

    [Theory]
    [InlineData(100, "3 5 2")]
    [InlineData(30, "5 2 3")] // what breaks the limit comes last: it may be tuned to keep it
    [InlineData(20, "2 5 3")]
    [InlineData(10, "1 2 5 3")] // only the worst keeps it, so the others reach it
    [InlineData(4, "1 2 5 3")] // nobody keeps it: the least violating first
    public void Those_that_keep_the_limits_come_first(double limit, string numbers) =>
        Assert.Equal(numbers, Numbers(Best(new() { Limits = [new(CostMeasure.Tokens, limit)] })));

    [Fact]
    public void With_a_front_what_is_on_it_comes_first_and_no_quality_is_too_low() =>
        Assert.Equal("5 2 1 3", Numbers(Best(new() { Pareto = true, Within = 0.01 }))); // 5 is as good as 3 and writes less

    [Fact]
    public void Rows_behind_those_of_the_race_change_nothing()
    {
        var objective = new Objective { Then = CostMeasure.Tokens, Within = 0.1 };
        var more = BestPrompts.Of(Scores.Keys.Select(number => Trial(number, $"prompt {number}") with { Rows = 60, Value = 0.1, SeedValue = 0.9 }), trial => Rollouts(trial).Concat(Rollouts(trial).Select(row => row with { OutputTokens = 999 - row.OutputTokens })), Score, 40, objective);
        Assert.Equal(Numbers(Best(objective)), Numbers(more));
    }

    private static IReadOnlyList<PromptChoice> Best(Objective objective) => BestPrompts.Of(Scores.Keys.Select(number => Trial(number, $"prompt {number}")), Rollouts, Score, 40, objective);

    private static string Numbers(IReadOnlyList<PromptChoice> best) => string.Join(' ', best.Select(choice => choice.Trial));

    private static double Score(Rollout rollout) => rollout.Score ?? 0;

    private static IEnumerable<Rollout> Rollouts(Trial trial) => Scores[trial.Number].Select((score, i) => new Rollout { Position = i, Output = "x", Score = score, PromptTokens = 10, OutputTokens = Tokens[trial.Number], Seconds = 1 });

    private static Trial Trial(int number, string instruction) =>
        new() { Number = number, Level = 1, State = TrialState.Complete, Candidate = new() { Instruction = instruction }, Operator = "edit" };
}
