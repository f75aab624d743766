using PromptOpt.Environments;
using PromptOpt.Environments.Worlds.Logistics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Environments.Worlds.Logistics;

/// <summary>Figures from running PROMST's published code.</summary>
public sealed class LogisticsOracleTests
{
    private const int MostNodes = 2000;
    private static readonly LogisticsWorld Published = new(new() { Semantics = WorldSemantics.Reference });

    [Theory]
    [InlineData(0, 0, 1, 4, 1)]
    [InlineData(1, 0, 1, 3, 1)]
    [InlineData(2, 1, 2, 4, 2)]
    [InlineData(3, 0, 2, 5, 2)]
    [InlineData(4, 0, 2, 5, 2)]
    [InlineData(5, 0, 2, 7, 2)]
    [InlineData(6, 0, 3, 13, 3)]
    [InlineData(7, 0, 3, 18, 3)]
    [InlineData(8, 1, 6, 28, 4)]
    [InlineData(9, 1, 6, 24, 5)]
    [InlineData(10, 1, 6, 24, 5)]
    [InlineData(11, 0, 6, 32, 3)]
    public void Shortest_plans_of_the_published_problems_are_as_long_as_published(int problem, int atStart, int goals, int steps, int withinLimit)
    {
        var state = Published.Reset(new(Phase.Test, problem + 12, 3));
        Assert.Equal((atStart, goals), (state.Done, state.Goals.Count));
        Assert.Equal(20, Published.StepLimit(state));
        Assert.Equal(withinLimit, Published.Plan(state).Progress);
        var plan = Published.Plan(state with { StepsLeft = 100 });
        Assert.Equal((goals, steps), (plan.Progress, plan.Steps));
    }

    [Fact]
    public void Doing_nothing_and_the_best_play_score_as_published()
    {
        LogisticsState[] states = [.. Enumerable.Range(0, 12).Select(problem => Published.Reset(new(Phase.Test, problem, 0)))];
        Assert.Equal(1.0 / 12, states.Average(state => Published.Progress(state) / Published.Bound(state).Progress), 1e-9);
        Assert.Equal(0.9028, states.Average(state => Published.Plan(state).Progress / Published.Bound(state).Progress), 5e-5);
    }

    [Fact]
    public void The_planner_looks_at_few_nodes_wherever_play_has_led()
    {
        var world = new LogisticsWorld(new());
        int most = 0;
        for (int index = 0; index < 400; index++)
        {
            var state = world.Reset(new(Phase.Train, index, (ulong)index));
            var random = new PromptOpt.Statistics.SeededRandom((ulong)index);
            for (int step = random.Next(20); step > 0; step--) state = world.Step(state, world.RandomLegal(state, random)!).State;
            LogisticsPlanner.Plan(state, out int expanded);
            most = Math.Max(most, expanded);
        }

        Assert.InRange(most, 1, MostNodes);
    }

    [Fact]
    public void Drawn_problems_can_always_be_solved_within_the_limit_and_are_never_solved_at_the_start()
    {
        var world = new LogisticsWorld(new());
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
