using PromptOpt.Search.Stages;
using PromptOpt.Studies;

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

    [Fact]
    public void The_best_come_first_with_those_that_it_beats_by_no_more_than_chance()
    {
        var best = BestPrompts.Of(Scores.Keys.Select(number => Trial(number, $"prompt {number}")), trial => Scores[trial.Number], 40);
        Assert.Equal([("trial 3", 3), ("trial 5", 5), ("trial 2", 2)], best.Select(choice => (choice.Name, choice.Trial)));
    }

    [Fact]
    public void Of_candidates_with_the_same_prompt_the_best_one_counts()
    {
        var best = BestPrompts.Of([Trial(3, "same"), Trial(5, "same"), Trial(2, "other")], trial => Scores[trial.Number], 40, inStudy: false);
        Assert.Equal([("trial 3", 0), ("trial 2", 0)], BestPrompts.Different(best, 4).Select(choice => (choice.Name, choice.Trial)));
        Assert.Single(BestPrompts.Different(best, 1));
    }

    private static Trial Trial(int number, string instruction) =>
        new() { Number = number, Level = 1, State = TrialState.Complete, Candidate = new() { Instruction = instruction }, Operator = "edit" };
}
