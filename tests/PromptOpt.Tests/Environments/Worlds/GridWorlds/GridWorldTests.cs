using PromptOpt.Environments;
using PromptOpt.Environments.Worlds.GridWorlds;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Environments.Worlds.GridWorlds;

public sealed class GridWorldTests
{
    private static readonly GridWorld1 AnyOrder = new(new());
    private static readonly GridWorld2 Ordered = new(new());
    private static readonly GridWorld1 Published = new(new() { Semantics = WorldSemantics.Reference });

    [Fact]
    public void The_agent_sees_the_whole_state_and_what_is_around_it()
    {
        Assert.Equal(
            "Grid 3x3. Robot at [0, 0]. Goals left: [0, 1] [2, 2]. Obstacles: [1, 0].\nHere: free, left: edge, right: goal, up: edge, down: obstacle.",
            AnyOrder.Observe(Start()));
        Assert.Contains("Goals left in order: goal_0 [0, 1], goal_1 [2, 2].", Ordered.Observe(Start()), StringComparison.Ordinal);
        Assert.Contains("right: goal_0", Ordered.Observe(Start()), StringComparison.Ordinal);
        Assert.Contains("Cell [2, 2] holds goal.", Published.Observe(Start()), StringComparison.Ordinal);
        Assert.StartsWith("{'0_0': ['robot'], '0_1': ['goal'], '0_2': [], '1_0': ['obstacle']", Published.HistoryState(Start()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_robot_that_hits_an_obstacle_stays_where_it_is_and_ends_the_episode() =>
        AssertRefused(AnyOrder, Start(), GridMove.Down, "collision", "{Move down} from cell [0, 0] hits the obstacle in cell [1, 0]", ends: true);

    [Fact]
    public void A_robot_that_leaves_the_grid_stays_where_it_is_and_ends_the_episode() =>
        AssertRefused(Ordered, Start(), GridMove.Left, "move-out", "{Move left} from cell [0, 0] leaves the grid", ends: true);

    [Fact]
    public void Nothing_to_pick_is_an_error_that_the_episode_survives() =>
        AssertRefused(AnyOrder, Start(), GridMove.Pick, "nothing-to-pick", "there is no goal in the robot's cell [0, 0], so nothing could be picked", ends: false);

    [Fact]
    public void A_goal_out_of_its_order_ends_only_the_ordered_world()
    {
        var last = Start() with { Robot = 8 };
        AssertRefused(Ordered, last, GridMove.Pick, "wrong-order", "goal_1 was picked, but goal_0 comes first", ends: true);
        Assert.Equal(1, AnyOrder.Progress(AnyOrder.Step(last, new(GridMove.Pick)).State));
    }

    [Fact]
    public void A_goal_is_picked_once_and_the_last_one_is_success()
    {
        var state = Start();
        foreach (var move in new[] { GridMove.Right, GridMove.Pick, GridMove.Right, GridMove.Down, GridMove.Down })
        {
            state = Ordered.Step(state, new(move)).State;
            Assert.False(Ordered.IsSuccess(state));
        }

        var done = Ordered.Step(state, new(GridMove.Pick));
        Assert.Equal("You picked goal_1.", done.Feedback);
        Assert.True(Ordered.IsSuccess(done.State));
        Assert.Null(Ordered.Suggest(done.State));
        Assert.Equal("nothing-to-pick", Ordered.Step(done.State, new(GridMove.Pick)).Errors[0].Kind);
    }

    [Theory]
    [InlineData("{Move up}", "{Move up}")]
    [InlineData("I will go there.\n```\n{ move  UP }\n```", "{Move up}")]
    [InlineData("{up}", "{Move up}")]
    [InlineData("The left is blocked and I should not move left, so {Move up}.", "{Move up}")]
    [InlineData("move up", "{Move up}")]
    [InlineData("Let us pick up the goal!", "{Pick goal}")]
    [InlineData("{Pick goal_2}", "{Pick goal}")]
    [InlineData("{\"Move down\"}", "{Move down}")]
    public void An_action_is_found_in_what_surrounds_it(string reply, string action) =>
        Assert.Equal(action, AnyOrder.Write(AnyOrder.Parse(reply, Start()).Action!));

    [Theory]
    [InlineData("", "holds no action")]
    [InlineData("{Fly up}", "holds no action")]
    [InlineData("{Move up} {Move left}", "holds 2 actions ({Move up}, {Move left})")]
    [InlineData("move up, then move left", "holds 2 actions")]
    public void A_reply_without_exactly_one_action_is_told_the_form(string reply, string problem)
    {
        var error = AnyOrder.Parse(reply, Start()).Error!;
        Assert.Equal(StepError.Format, error.Kind);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("{Pick goal}, in braces", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I think\n{Move up}\nis right", true)]
    [InlineData("{Move up} or {Move left}", true)]
    [InlineData("{Move up} {Move up} {Move up}", false)]
    [InlineData("{move up}", false)]
    [InlineData("Move up", false)]
    [InlineData("{Move up }", false)]
    [InlineData("}{", false)]
    public void The_published_parser_reads_braces_as_published(string reply, bool isRead) =>
        Assert.Equal(isRead, Published.Parse(reply, Start()).Action == new GridAction(GridMove.Up));

    [Fact]
    public void Published_limits_are_those_of_the_table()
    {
        var world = new GridWorld2(new() { Semantics = WorldSemantics.Reference });
        int[] limits = [.. Enumerable.Range(0, 8).Select(index => world.StepLimit(world.Reset(new(Phase.Test, index, 5))))];
        Assert.Equal([30, 30, 30, 50, 30, 30, 30, 50], limits);
        Assert.Equal(16, world.StuckAfter(Start()));
    }

    [Fact]
    public void Options_choose_the_size_and_the_step_limit()
    {
        var world = new GridWorld1(new() { Sizes = [4], StepLimit = 7 });
        var state = world.Reset(new(Phase.Test, 0, 5));
        Assert.Equal(7, state.Board.Side);
        Assert.Equal(7, world.StepLimit(state));
    }

    [Fact]
    public void Stuck_waits_for_the_longest_way_between_places()
    {
        int[] wall = [.. Enumerable.Range(1, 5).SelectMany(row => row % 2 == 1 ? Enumerable.Range(row * 7 + (row % 4 == 1 ? 0 : 1), 6) : [])];
        var maze = Start() with { Board = new(7, wall, [48]), Robot = 0 };
        Assert.Equal(24, maze.Board.Distance(0, 0));
        Assert.Equal(28, AnyOrder.StuckAfter(maze));
        Assert.Equal(10, AnyOrder.StuckAfter(Start()));
    }

    private static GridState Start() => new() { Board = new(3, [3], [1, 8]), Robot = 0, StepsLeft = 20 };

    private static void AssertRefused(GridWorld world, GridState state, GridMove move, string kind, string message, bool ends)
    {
        var done = world.Step(state, new(move));
        var error = Assert.Single(done.Errors);
        Assert.Equal((kind, message, ends), (error.Kind, error.Message, error.EndsEpisode));
        Assert.Equal(message, done.Feedback);
        Assert.Equal(world.Observe(state), world.Observe(done.State));
    }
}
