using PromptOpt.Environments;
using PromptOpt.Environments.Worlds.Blocks;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Environments.Worlds.Blocks;

public sealed class BlocksWorldTests
{
    private static readonly BlocksWorld World = new(new());
    private static readonly BlocksWorld Published = new(new() { Semantics = WorldSemantics.Reference });

    // Blue on red; orange and yellow on the table; orange is to be on blue.
    private static BlocksState Start => new() { Below = [-1, 0, -1, -1], Goals = [(2, 1), (1, 0)], StepsLeft = 20 };

    private static BlocksState Holding => Start.Move(2, BlocksState.Hand);

    [Fact]
    public void The_agent_sees_piles_hand_and_goals()
    {
        Assert.Equal("Piles, bottom < top: red < blue; orange; yellow. Hand: empty.\nGoal: orange on blue; blue on red (done).", World.Observe(Start));
        Assert.Equal("Piles, bottom < top: red < blue; yellow. Hand: orange.\nGoal: orange on blue; blue on red (done).", World.Observe(Holding));
    }

    [Fact]
    public void The_published_observation_lists_facts() =>
        Assert.Equal(
            "Now the blue block is clear, the yellow block is clear, the hand is holding the orange block, the blue block is on top of the red block, "
            + "the red block is on the table and the yellow block is on the table."
            + "\nThe goal is to have that the orange block is on top of the blue block and the blue block is on top of the red block.",
            Published.Observe(Holding));

    [Theory]
    [InlineData("pick up the green block", "unknown-block", "there is no green block, only red, blue, orange, yellow")]
    [InlineData("pick up the blue block", "not-on-table", "the blue block is not on the table but on top of the red block, so it must be unstacked")]
    [InlineData("pick up the red block", "not-clear", "the red block is not clear: the blue block is on top of it")]
    [InlineData("put down the red block", "not-holding", "the hand does not hold the red block, it is empty")]
    [InlineData("stack the orange block on top of the blue block", "not-holding", "the hand does not hold the orange block, it is empty")]
    [InlineData("unstack the orange block from on top of the red block", "not-on-block", "the orange block is not on top of the red block but on the table")]
    [InlineData("unstack the blue block from on top of the black block", "unknown-block", "there is no black block, only red, blue, orange, yellow")]
    public void What_an_empty_hand_cannot_do_is_refused_with_the_reason(string reply, string kind, string message) => AssertRefused(Start, reply, kind, message);

    [Theory]
    [InlineData("pick up the yellow block", "hand-full", "the hand already holds the orange block")]
    [InlineData("unstack the blue block from on top of the red block", "hand-full", "the hand already holds the orange block")]
    [InlineData("put down the yellow block", "not-holding", "the hand does not hold the yellow block, but the orange block")]
    [InlineData("stack the orange block on top of the red block", "not-clear", "the red block is not clear: the blue block is on top of it")]
    [InlineData("stack the orange block on top of the orange block", "not-clear", "the orange block cannot be stacked on itself")]
    public void What_a_full_hand_cannot_do_is_refused_with_the_reason(string reply, string kind, string message) => AssertRefused(Holding, reply, kind, message);

    [Fact]
    public void The_four_actions_do_what_they_say()
    {
        var state = Start;
        foreach (string reply in new[]
        {
            "unstack the blue block from on top of the red block", "put down the blue block", "pick up the blue block", "stack the blue block on top of the red block",
            "pick up the orange block",
        })
        {
            state = Do(state, reply);
            Assert.False(World.IsSuccess(state));
        }

        Assert.True(World.IsSuccess(Do(state, "stack the orange block on top of the blue block")));
    }

    [Theory]
    [InlineData("Pick up the orange block.", "pick up the orange block")]
    [InlineData("Action: `PICK UP  the Orange block`", "pick up the orange block")]
    [InlineData("I pick orange", "pick up the orange block")]
    [InlineData("We should {put down the red block}", "put down the red block")]
    [InlineData("stack red on blue", "stack the red block on top of the blue block")]
    [InlineData("Unstack the red block from the blue block", "unstack the red block from on top of the blue block")]
    [InlineData("Pick up the red block. I repeat: pick up the red block", "pick up the red block")]
    public void An_action_is_found_in_what_surrounds_it(string reply, string action) => Assert.Equal(action, World.Write(World.Parse(reply, Start).Action!));

    [Theory]
    [InlineData("", "holds no action")]
    [InlineData("move the red block", "holds no action")]
    [InlineData("stack the red block", "holds no action")]
    [InlineData("pick it up", "holds no action")]
    [InlineData("pick up red and stack red on blue", "holds 2 actions (pick up the red block, stack the red block on top of the blue block)")]
    public void A_reply_without_exactly_one_action_is_told_the_form(string reply, string problem)
    {
        var error = World.Parse(reply, Start).Error!;
        Assert.Equal(StepError.Format, error.Kind);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("pick up the X block", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pick up the Orange block.", "pick up the orange block")]
    [InlineData("unstack anything: red block, blue block", "unstack the red block from on top of the blue block")]
    [InlineData("I pick up the orange block", "format")]
    [InlineData(" pick up the orange block", "format")]
    [InlineData("pick up the orange one", "format")]
    [InlineData("{pick up the orange block}", "format")]
    [InlineData("stack the red block", "invalid-action")]
    [InlineData("pick up the green block", "invalid-action")]
    public void The_published_parser_wants_the_verb_first(string reply, string expected)
    {
        var (action, error) = Published.Parse(reply, Start);
        Assert.Equal(expected, error?.Kind ?? Published.Write(action!));
        Assert.Equal(error?.Kind == "invalid-action", error?.EndsEpisode == true);
    }

    [Fact]
    public void The_published_feedback_of_unstacking_is_that_of_stacking()
    {
        var done = Published.Step(Start, new(BlocksVerb.Unstack, "red", "blue"));
        Assert.StartsWith("a block can be stacked on another only if", done.Feedback, StringComparison.Ordinal);
        Assert.False(done.Errors[0].EndsEpisode);
    }

    [Fact]
    public void Sizes_take_turns() =>
        Assert.Equal([3, 4, 5, 6, 3], Enumerable.Range(0, 5).Select(index => World.Reset(new(Phase.Train, index, 1)).Below.Length));

    private static BlocksState Do(BlocksState state, string reply)
    {
        var done = World.Step(state, World.Parse(reply, state).Action!);
        Assert.Empty(done.Errors);
        return done.State;
    }

    private static void AssertRefused(BlocksState state, string reply, string kind, string message)
    {
        var done = World.Step(state, World.Parse(reply, state).Action!);
        var error = Assert.Single(done.Errors);
        Assert.Equal((kind, message, false), (error.Kind, error.Message, error.EndsEpisode));
        Assert.Equal(World.Observe(state), World.Observe(done.State));
    }
}
