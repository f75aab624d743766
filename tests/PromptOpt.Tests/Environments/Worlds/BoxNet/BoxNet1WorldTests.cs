using PromptOpt.Environments;
using PromptOpt.Environments.Worlds.BoxNet;
using PromptOpt.Tests.Environments.Worlds.Teams;
using static PromptOpt.Tests.Environments.Worlds.Teams.PlayedEpisode;

namespace PromptOpt.Tests.Environments.Worlds.BoxNet;

public sealed class BoxNet1WorldTests
{
    private const int Draws = 3000;
    private static readonly BoxNet1World World = new(new());
    private static readonly BoxNet1World Published = new(new() { Semantics = WorldSemantics.Reference });

    // Two rows, two columns: a blue box top left, a red one top right, both targets bottom right, a second blue pair top left.
    private static readonly BoxNetState Start = new(
        2, 2, [new("blue", new(1, 1)), new("red", new(1, 3)), new("blue", new(1, 1))], [new("blue", new(3, 3)), new("red", new(3, 3)), new("blue", new(1, 1))], 3);

    [Fact]
    public void Ten_boxes_are_drawn_on_average_and_as_many_targets_of_each_colour()
    {
        var states = Enumerable.Range(0, Draws).Select(i => World.Reset(Episode(i))).ToArray();
        double error = Math.Sqrt(5 * 2 / 3.0 / Draws);
        Assert.InRange(states.Average(state => state.Total), 10 - (3 * error), 10 + (3 * error));
        Assert.All(states, state => Assert.Equal(state.Boxes.Select(box => box.Colour).Order(), state.Targets.Select(target => target.Colour).Order()));
        Assert.Contains(states, state => state.Boxes.Any(box => state.Targets.Contains(box)));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 0.003)]
    public void Even_deliveries_as_early_as_distances_allow_are_rarely_more_than_five_rounds_apart(int size, double share)
    {
        var world = new BoxNet1World(new() { Sizes = [size] });
        int gaps = Enumerable.Range(0, Draws).Count(i => LongestGap(world.Reset(Episode(i))) > 5);
        Assert.InRange(gaps / (double)Draws, 0, share + (3 * Math.Sqrt(share / Draws)));
        Assert.Equal(share > 0, gaps > 0);
    }

    [Fact]
    public void A_box_is_handed_to_a_neighbour_and_put_into_the_target_of_its_colour()
    {
        var moved = World.Do(Start, "{\"Agent[0.5, 0.5]\": \"move(box_blue, target_blue)\", \"Agent[0.5, 1.5]\": \"move(box_red, square[1.5, 1.5])\"}");
        Assert.Empty(moved.Errors);
        Assert.Equal(1, World.Progress(moved.State));
        Assert.Equal([new("red", new(3, 3)), new("blue", new(1, 1))], moved.State.Boxes);
        Assert.Equal([new("blue", new(3, 3)), new("red", new(3, 3))], moved.State.Targets);
    }

    [Fact]
    public void All_agents_act_at_the_same_time_but_in_turn_in_published_semantics()
    {
        const string relay = "{\"Agent[0.5, 1.5]\": \"move(box_red, square[0.5, 0.5])\", \"Agent[0.5, 0.5]\": \"move(box_red, square[1.5, 0.5])\"}";
        var together = World.Do(Start, relay);
        Assert.Equal("missing-box", Assert.Single(together.Errors).Kind);
        Assert.Contains(new("red", new(1, 1)), together.State.Boxes);
        Assert.Contains(new("red", new(3, 1)), Published.Do(Start, relay).State.Boxes);
    }

    [Theory]
    [InlineData("Agent[5.5, 0.5]", "move(box_blue, square[0.5, 0.5])", "unknown-agent")]
    [InlineData("Agent[1.0, 0.5]", "move(box_blue, square[0.5, 0.5])", "unknown-agent")]
    [InlineData("Agent[0.5, 0.5]", "move(box_red, square[0.5, 1.5])", "missing-box")]
    [InlineData("Agent[0.5, 1.5]", "move(box_red, target_red)", "missing-target")]
    [InlineData("Agent[0.5, 0.5]", "move(box_blue, target_red)", "missing-target")]
    [InlineData("Agent[0.5, 0.5]", "move(box_blue, square[1.5, 1.5])", "out-of-reach")]
    [InlineData("Agent[0.5, 0.5]", "move(box_blue, square[-0.5, 0.5])", "out-of-reach")]
    [InlineData("Agent[0.5, 0.5]", "move(box_blue, square[0.5, 0.5])", "out-of-reach")]
    [InlineData("Agent[0.5, 0.5]", "push(box_blue, square[0.5, 1.5])", "format")]
    [InlineData("somebody", "move(box_blue, square[0.5, 1.5])", "format")]
    public void A_broken_rule_is_named_and_changes_nothing(string agent, string action, string kind)
    {
        var done = World.Do(Start, $"{{\"{agent}\": \"{action}\"}}");
        Assert.Equal(kind, Assert.Single(done.Errors).Kind);
        Assert.Equal(Start.Boxes, done.State.Boxes);
    }

    [Fact]
    public void An_agent_that_is_named_twice_does_neither_and_the_others_go_on()
    {
        var done = World.Do(
            Start,
            "{\"Agent[0.5, 0.5]\": \"move(box_blue, target_blue)\", \"Agent[0.5,0.5]\": \"move(box_blue, square[0.5, 1.5])\", "
            + "\"Agent[0.5, 1.5]\": \"move(box_red, square[1.5, 1.5])\"}");
        Assert.Equal("named-twice", Assert.Single(done.Errors).Kind);
        Assert.Equal([new("blue", new(1, 1)), new("red", new(3, 3)), new("blue", new(1, 1))], done.State.Boxes);
    }

    [Theory]
    [InlineData("Move( box_blue ,square[0.5,1.5] )")]
    [InlineData("move(blue, [0.5, 1.5])")]
    [InlineData("move box_blue to square (0.5, 1.5)")]
    [InlineData("move the box_blue to [0.5 1.5]", false)]
    public void Actions_are_read_whatever_their_spacing_and_brackets(string action, bool read = true)
    {
        var done = World.Do(Start, $"{{\"agent [0.5,0.5]\": \"{action}\"}}");
        Assert.Equal(read, done.Errors.Count == 0);
        Assert.Equal(read, done.State.Boxes.Contains(new("blue", new(1, 3))));
    }

    [Fact]
    public void Published_semantics_pass_over_other_forms_in_silence_and_end_with_an_unknown_agent()
    {
        var silent = Published.Do(Start, "{\"Agent[0.5, 0.5]\": \"move(box_blue,target_blue)\"}");
        Assert.Empty(silent.Errors);
        Assert.Equal(3, silent.State.Boxes.Count);
        Assert.False(Assert.Single(Published.Do(Start, "{\"Agent[0.5, 0.5]\": \"move(box_green, target_green)\"}").Errors).EndsEpisode);
        Assert.True(Assert.Single(Published.Do(Start, "{\"Agent[5.5, 0.5]\": \"move(box_blue, target_blue)\"}").Errors).EndsEpisode);
    }

    [Fact]
    public void The_agent_sees_what_lies_where_and_how_much_is_left() =>
        Assert.Equal(
            "Grid: 2 rows, 2 columns of squares. Boxes left: 3 of 3.\nAgent[0.5, 0.5]: box_blue, box_blue, target_blue\nAgent[0.5, 1.5]: box_red\n"
            + "Agent[1.5, 1.5]: target_blue, target_red",
            World.Observe(Start));

    [Fact]
    public void Limits_are_those_of_the_size()
    {
        Assert.Equal([30, 30, 30, 40], Enumerable.Range(0, 4).Select(i => World.StepLimit(World.Reset(Episode(i)))));
        Assert.Equal([5, 5, 5, 5], Enumerable.Range(0, 4).Select(i => Published.StuckAfter(World.Reset(Episode(i))) ?? 0));
    }

    private static int LongestGap(BoxNetState state)
    {
        var goals = ColourMatching.Goals(state, Distance);
        int[] times = [0, .. state.Boxes.Select((box, i) => Distance(box.At, goals[i]) + 1).Order()];
        return times.Zip(times.Skip(1), (one, next) => next - one).Max();
    }

    private static int Distance(Place one, Place other) => (Math.Abs(one.X - other.X) + Math.Abs(one.Y - other.Y)) / 2;
}
