using PromptOpt.Environments;
using PromptOpt.Environments.Worlds.BoxNet;
using PromptOpt.Tests.Environments.Worlds.Teams;
using static PromptOpt.Tests.Environments.Worlds.Teams.PlayedEpisode;

namespace PromptOpt.Tests.Environments.Worlds.BoxNet;

public sealed class BoxNet2WorldTests
{
    private static readonly BoxNet2World World = new(new());
    private static readonly BoxNet2World Published = new(new() { Semantics = WorldSemantics.Reference });

    // Two rows, two columns: blue in the middle, red above it, green in the top left corner.
    private static readonly BoxNetState Start = new(
        2, 2, [new("blue", new(2, 2)), new("red", new(0, 2)), new("green", new(0, 0))], [new("blue", new(3, 3)), new("red", new(3, 1)), new("green", new(1, 1))], 3);

    [Fact]
    public void Every_colour_is_drawn_at_most_once_and_every_box_has_a_corner_of_its_own()
    {
        var states = Enumerable.Range(0, 1000).Select(i => World.Reset(Episode(i))).ToArray();
        Assert.All(states, state => Assert.Equal(state.Boxes.Count, state.Boxes.Select(box => box.At).Distinct().Count()));
        Assert.All(states, state => Assert.Equal(state.Boxes.Select(box => box.Colour), state.Targets.Select(target => target.Colour)));
        Assert.All(states, state => Assert.All(state.Boxes, box => Assert.True(state.IsCorner(box.At))));
        Assert.All(states, state => Assert.All(state.Targets, target => Assert.True(state.IsSquare(target.At))));
        Assert.All(states, state => Assert.InRange(state.Total, 1, 5));
        Assert.Contains(states, state => state.Total < 5);
    }

    [Fact]
    public void A_box_goes_to_another_corner_of_the_square_or_into_the_target_of_the_square()
    {
        var done = World.Do(Start, "{\"Agent[1.5, 1.5]\": \"move(box_blue, target_blue)\", \"Agent[0.5, 0.5]\": \"move(box_green, position[1.0, 0.0])\"}");
        Assert.Empty(done.Errors);
        Assert.Equal([new("red", new(0, 2)), new("green", new(2, 0))], done.State.Boxes);
        Assert.Equal(1, World.Progress(done.State));
    }

    [Theory]
    [InlineData("Agent[2.5, 0.5]", "move(box_blue, target_blue)", "unknown-agent")]
    [InlineData("Agent[1.5, 1.5]", "move(box_red, position[2.0, 2.0])", "missing-box")]
    [InlineData("Agent[0.5, 0.5]", "move(box_blue, target_blue)", "missing-target")]
    [InlineData("Agent[0.5, 0.5]", "move(box_blue, position[2.0, 2.0])", "out-of-reach")]
    [InlineData("Agent[0.5, 0.5]", "move(box_blue, position[1.0, 1.0])", "out-of-reach")]
    [InlineData("Agent[0.5, 0.5]", "move(box_blue, position[0.5, 0.5])", "out-of-reach")]
    [InlineData("Agent[0.5, 0.5]", "move(box_green, position[1.0, 1.0])", "collision")]
    public void A_broken_rule_is_named_and_changes_nothing(string agent, string action, string kind)
    {
        var done = World.Do(Start, $"{{\"{agent}\": \"{action}\"}}");
        var error = Assert.Single(done.Errors);
        Assert.Equal((kind, kind == "collision"), (error.Kind, error.EndsEpisode));
        Assert.Equal(Start.Boxes, done.State.Boxes);
    }

    [Fact]
    public void Two_agents_may_exchange_boxes_and_one_may_take_the_place_that_another_leaves()
    {
        const string exchange = "{\"Agent[0.5, 0.5]\": \"move(box_red, position[1.0, 1.0])\", \"Agent[0.5, 1.5]\": \"move(box_blue, position[0.0, 1.0])\"}";
        const string follow = "{\"Agent[0.5, 0.5]\": \"move(box_green, position[1.0, 1.0])\", \"Agent[1.5, 1.5]\": \"move(box_blue, position[2.0, 2.0])\"}";
        var exchanged = World.Do(Start, exchange);
        Assert.Empty(exchanged.Errors);
        Assert.Equal([new("blue", new(0, 2)), new("red", new(2, 2)), new("green", new(0, 0))], exchanged.State.Boxes);
        string round = follow.Replace("[1.0, 1.0]", "(1.0, 1.0)", StringComparison.Ordinal);
        foreach (var done in new[] { World.Do(Start, follow), World.Do(Start, round), Published.Do(Start, follow), Published.Do(Start, round) })
        {
            Assert.Empty(done.Errors);
            Assert.Equal([new("blue", new(4, 4)), new("red", new(0, 2)), new("green", new(2, 2))], done.State.Boxes);
        }
    }

    [Fact]
    public void What_two_agents_do_to_one_box_is_not_done()
    {
        var done = World.Do(Start, "{\"Agent[0.5, 0.5]\": \"move(box_blue, position[1.0, 0.0])\", \"Agent[1.5, 1.5]\": \"move(box_blue, target_blue)\"}");
        Assert.Equal("same-box", Assert.Single(done.Errors).Kind);
        Assert.Equal(Start.Boxes, done.State.Boxes);
    }

    [Fact]
    public void A_collision_comes_first_among_the_errors_and_undoes_the_step()
    {
        const string reply = "{\"Agent[9.5, 0.5]\": \"move(box_red, target_red)\", \"Agent[0.5, 0.5]\": \"move(box_green, position[1.0, 1.0])\"}";
        var done = World.Do(Start, reply);
        Assert.Equal(["collision", "unknown-agent"], done.Errors.Select(error => error.Kind));
        Assert.Equal(Start.Boxes, done.State.Boxes);
        Assert.Contains("box_blue and box_green would both be at position[1.0, 1.0]", done.Feedback, StringComparison.Ordinal);
    }

    [Fact]
    public void The_agent_sees_boxes_on_corners_and_targets_in_squares() =>
        Assert.Equal(
            "Grid: 2 rows, 2 columns of squares. Boxes left: 3 of 3.\n"
            + "Boxes: box_blue at position[1.0, 1.0], box_red at position[0.0, 1.0], box_green at position[0.0, 0.0]\n"
            + "Targets: target_blue in square[1.5, 1.5], target_red in square[1.5, 0.5], target_green in square[0.5, 0.5]",
            World.Observe(Start));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 4)]
    public void Five_boxes_never_shut_each_other_in(int rows, int columns)
    {
        Place[] corners = [.. from x in Enumerable.Range(0, rows + 1) from y in Enumerable.Range(0, columns + 1) select new Place(2 * x, 2 * y)];
        foreach (int set in Enumerable.Range(0, 1 << corners.Length).Where(set => int.PopCount(set) == 5))
        {
            Place[] boxes = [.. corners.Where((_, i) => (set >> i & 1) == 1)];
            Assert.Contains(boxes, box => ReachesEverySquare(box, boxes, corners, rows * columns));
        }
    }

    private static bool ReachesEverySquare(Place box, Place[] boxes, Place[] corners, int squares)
    {
        var open = new Queue<Place>([box]);
        var seen = new HashSet<Place>([box]);
        while (open.TryDequeue(out var here))
        {
            foreach (var next in corners.Where(next => Math.Abs(next.X - here.X) <= 2 && Math.Abs(next.Y - here.Y) <= 2 && !boxes.Contains(next)))
            {
                if (seen.Add(next)) open.Enqueue(next);
            }
        }

        int most = corners.Max(corner => corner.X), widest = corners.Max(corner => corner.Y);
        var touched = seen.SelectMany(corner => corner.Corners()).Where(square => square.X > 0 && square.Y > 0 && square.X < most && square.Y < widest);
        return touched.Distinct().Count() == squares;
    }
}
