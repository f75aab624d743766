using PromptOpt.Environments;
using PromptOpt.Environments.Worlds.Blocks;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Environments.Worlds.Blocks;

/// <summary>Figures from running PROMST's published code.</summary>
public sealed class BlocksOracleTests
{
    private static readonly BlocksWorld Published = new(new() { Semantics = WorldSemantics.Reference });

    [Theory]
    [InlineData(0, 0, 1, 4)]
    [InlineData(1, 0, 1, 4)]
    [InlineData(2, 1, 2, 10)]
    [InlineData(3, 0, 2, 10)]
    [InlineData(4, 0, 3, 12)]
    [InlineData(5, 0, 1, 4)]
    [InlineData(6, 1, 2, 4)]
    [InlineData(7, 1, 3, 10)]
    [InlineData(8, 2, 3, 10)]
    [InlineData(9, 0, 1, 4)]
    [InlineData(10, 1, 2, 10)]
    [InlineData(11, 0, 3, 6)]
    public void Shortest_plans_of_the_published_problems_are_as_long_as_published(int problem, int atStart, int goals, int steps)
    {
        var state = Published.Reset(new(Phase.Test, problem + 12, 3));
        Assert.Equal((atStart, goals), (state.Done, state.Goals.Count));
        var plan = Published.Plan(state);
        Assert.Equal((goals, steps), (plan.Progress, plan.Steps));
        Assert.Equal(20, Published.StepLimit(state));
    }

    [Fact]
    public void Doing_nothing_scores_as_published()
    {
        var states = Enumerable.Range(0, 12).Select(problem => Published.Reset(new(Phase.Test, problem, 0)));
        Assert.Equal(2.5 / 12, states.Average(state => Published.Progress(state) / Published.Bound(state).Progress), 1e-9);
    }

    [Fact]
    public void The_published_stuck_rule_compares_with_the_start()
    {
        var state = Published.Reset(new(Phase.Test, 9, 0));
        for (int step = 1; step <= 16; step++)
        {
            var done = Published.Step(state, new(BlocksVerb.PutDown, "red"));
            Assert.Equal(step == 16, done.Errors.Any(error => error.Kind == "stuck" && error.EndsEpisode));
            state = done.State;
        }
    }

    [Fact]
    public void Drawn_problems_can_always_be_solved_within_the_limit_and_are_never_solved_at_the_start()
    {
        var world = new BlocksWorld(new());
        for (int index = 0; index < 400; index++)
        {
            var state = world.Reset(new(Phase.Train, index, (ulong)index));
            var plan = world.Plan(state);
            Assert.True(state.Done < state.Goals.Count);
            Assert.Equal(state.Goals.Count, plan.Progress);
            Assert.InRange(plan.Steps, 1, state.StepsLeft - 4);
        }
    }
}
