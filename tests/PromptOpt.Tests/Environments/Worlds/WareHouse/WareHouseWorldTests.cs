using PromptOpt.Environments;
using PromptOpt.Environments.Worlds.WareHouse;
using PromptOpt.Statistics;
using PromptOpt.Tests.Environments.Worlds.Teams;
using static PromptOpt.Tests.Environments.Worlds.Teams.PlayedEpisode;

namespace PromptOpt.Tests.Environments.Worlds.WareHouse;

public sealed class WareHouseWorldTests
{
    private const int Draws = 3000, DrawsOfTheFigure = 2000;
    private static readonly WareHouseWorld World = new(new());
    private static readonly WareHouseWorld Published = new(new() { Semantics = WorldSemantics.Reference });

    // Three tracks of four columns; agent0 at the target, agent1 and agent2 next to each other on track 1, agent3 with a box at the start of track 2.
    private static readonly WareHouseState Start = new(
        3, 4, [new(0, 2), new(1, 2), new(1, 3)], [Robot.AtTarget, new(1, 2, false), new(1, 3, false), new(2, 0, true)], 4);

    [Theory]
    [InlineData(0, 5.0, 0.49)]
    [InlineData(1, 3.63, 0.72)]
    [InlineData(2, 5.37, 0.69)]
    [InlineData(3, 7.22, 0.71)]
    public void Starts_have_the_published_means(int size, double boxes, double atTarget)
    {
        var states = Enumerable.Range(0, Draws).Select(i => WareHouseWorld.Draw(size, new SeededRandom((ulong)i))).ToArray();
        AssertNear(boxes, [.. states.Select(state => (double)state.Total)]);
        AssertNear(atTarget, [.. states.Select(state => (double)state.Robots.Count(robot => robot.IsAtTarget))]);
        Assert.All(states, state => Assert.Null(state.Collision()));
    }

    [Fact]
    public void Starts_without_boxes_are_drawn_again()
    {
        Assert.Contains(Enumerable.Range(0, Draws), i => WareHouseWorld.Draw(1, new SeededRandom(Episode(i).Seed)).Total == 0);
        Assert.All(Enumerable.Range(0, Draws).Select(i => World.Reset(Episode(i))), state => Assert.True(state.Total > 0));
    }

    [Fact]
    public void A_box_is_picked_from_a_track_beside_it_and_counts_at_the_target()
    {
        Assert.Equal(0, World.Progress(Start));
        var done = World.Do(
            Start, "{\"agent0\": \"move to track_2\", \"agent1\": \"pick box_1.5_2.0\", \"agent2\": \"pick box_1.5_3.0\", \"agent3\": \"move to target\"}");
        Assert.Empty(done.Errors);
        Assert.Equal([new(2, 0, false), new(1, 2, true), new(1, 3, true), Robot.AtTarget], done.State.Robots);
        Assert.Equal([new(0, 2)], done.State.Boxes);
        Assert.Equal(1, World.Progress(done.State));
    }

    [Theory]
    [InlineData("agent7", "move left", "unknown-agent")]
    [InlineData("agent0", "move to track_3", "unknown-track")]
    [InlineData("agent0", "move left", "wrong-place")]
    [InlineData("agent0", "pick box_0.5_2.0", "wrong-place")]
    [InlineData("agent0", "move to target", "wrong-place")]
    [InlineData("agent1", "move to target", "wrong-place")]
    [InlineData("agent1", "move to track_2", "wrong-place")]
    [InlineData("agent2", "move right", "off-track")]
    [InlineData("agent3", "move left", "off-track")]
    [InlineData("agent3", "pick box_1.5_2.0", "carrying")]
    [InlineData("agent1", "pick box_1.5_1.0", "missing-box")]
    [InlineData("agent1", "pick box_1.5_3.0", "out-of-reach")]
    [InlineData("agent1", "move right", "collision")]
    [InlineData("agent1", "fly home", "format")]
    [InlineData("agent1", "pick box_1_2", "format")]
    [InlineData("the first agent", "move left", "format")]
    public void A_broken_rule_is_named_and_changes_nothing(string agent, string action, string kind)
    {
        var done = World.Do(Start, $"{{\"{agent}\": \"{action}\"}}");
        var error = Assert.Single(done.Errors);
        Assert.Equal((kind, kind == "collision"), (error.Kind, error.EndsEpisode));
        Assert.Equal((Start.Robots, Start.Boxes), (done.State.Robots, done.State.Boxes), Same);
    }

    [Fact]
    public void Two_agents_cannot_pick_one_box_and_one_agent_cannot_do_two_things()
    {
        var start = Start with { Robots = [Robot.AtTarget, new(1, 2, false), new(2, 2, false), Robot.AtTarget] };
        Assert.Equal("same-box", World.Wrong(start, "{\"agent1\": \"pick box_1.5_2.0\", \"agent2\": \"pick box_1.5_2.0\"}"));
        Assert.Equal("named-twice", World.Wrong(start, "{\"agent1\": \"pick box_1.5_2.0\", \"agent1\": \"move left\"}"));
    }

    [Fact]
    public void Agents_may_exchange_places_and_follow_each_other()
    {
        Assert.Empty(World.Do(Start, "{\"agent1\": \"move right\", \"agent2\": \"move left\"}").Errors);
        Assert.Empty(World.Do(Start, "{\"agent1\": \"move left\", \"agent2\": \"move left\"}").Errors);
        Assert.Empty(World.Do(Start, "{\"agent0\": \"move to track_2\", \"agent3\": \"move to target\"}").Errors);
    }

    [Theory]
    [InlineData("Agent 1", "Pick up box 0.5, 2", "{\"agent1\": \"pick box_0.5_2.0\"}")]
    [InlineData("agent_1", "left", "{\"agent1\": \"move left\"}")]
    [InlineData("robot1", "Move to the track 2", "{\"agent1\": \"move to track_2\"}")]
    [InlineData("agent1", "go to target.", "{\"agent1\": \"move to target\"}")]
    public void Orders_are_read_whatever_their_spacing_and_case(string agent, string action, string expected) =>
        Assert.Equal(expected, World.Write(World.Parse($"{{\"{agent}\": \"{action}\"}}", Start).Action!));

    [Fact]
    public void Published_semantics_call_track_0_impossible_and_go_there_and_end_where_the_program_crashed()
    {
        var entered = Published.Do(Start, "{\"agent0\": \"move to track_0\"}");
        Assert.Equal(new(0, 0, false), entered.State.Robots[0]);
        Assert.Equal("entering track_0 is not doable.", entered.Feedback);
        Assert.True(Assert.Single(Published.Do(Start, "{\"agent0\": \"move to track_7\"}").Errors).EndsEpisode);
        Assert.True(Assert.Single(Published.Do(Start, "{\"agent1\": \"pick box_1\"}").Errors).EndsEpisode);
        Assert.Equal("collision", Published.Wrong(Start, "{\"agent1\": \"move right\"}"));
        Assert.Empty(Published.Do(Start, "{\"agent1\": \"move to track_2\"}").Errors);
        Assert.False(Assert.Single(Published.Do(Start, "{\"agent9\": \"move left\"}").Errors).EndsEpisode);
        Assert.Equal("the task of agent1 is unknown.", Published.Do(Start, "{\"agent1\": \"dance\"}").Feedback);
    }

    [Fact]
    public void The_agent_sees_the_size_all_boxes_and_where_everybody_is() =>
        Assert.Equal(
            "Tracks: 0 to 2. Columns: 0 to 3. Boxes brought: 0 of 4.\nOn shelves: box_0.5_2.0, box_1.5_2.0, box_1.5_3.0\n"
            + "agent0 at target; agent1 at column 2 of track_1; agent2 at column 3 of track_1; agent3 at column 0 of track_2 with a box",
            World.Observe(Start));

    [Fact]
    public void The_planner_gets_three_agents_in_a_row_past_each_other()
    {
        var state = Start with { Boxes = [new(0, 3)], Robots = [new(1, 0, false), new(1, 1, true), new(1, 2, true)], Total = 3 };
        Assert.Equal(3, PromptOpt.Environments.Worlds.Teams.PlannedPlay.Progress(World, state, 12));
    }

    private static bool Same(
        (IReadOnlyList<Robot> Robots, IReadOnlyList<ShelfBox> Boxes) one, (IReadOnlyList<Robot> Robots, IReadOnlyList<ShelfBox> Boxes) other) =>
        one.Robots.SequenceEqual(other.Robots) && one.Boxes.SequenceEqual(other.Boxes);

    /// <summary>Within 3 standard errors of a figure that was sampled itself.</summary>
    private static void AssertNear(double figure, double[] values)
    {
        double mean = values.Average(), variance = values.Average(value => (value - mean) * (value - mean));
        double error = Math.Sqrt(variance * ((1.0 / values.Length) + (1.0 / DrawsOfTheFigure)));
        Assert.InRange(mean, figure - (3 * error), figure + (3 * error));
    }
}
