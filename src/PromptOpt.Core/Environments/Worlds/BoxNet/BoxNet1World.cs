using PromptOpt.Environments.Worlds.Teams;
using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.BoxNet;

/// <summary>BoxNet1: boxes lie in squares, any number in each, and are handed from square to square.</summary>
/// <param name="options">How the task wants the world.</param>
internal sealed class BoxNet1World(WorldOptions options) : BoxNetWorld(options, new BoxNetText("square"))
{
    private const int MostOfAColour = 3;

    /// <inheritdoc/>
    public override string Name => "boxnet1";

    /// <inheritdoc/>
    protected override string Example => "{\"Agent[0.5, 0.5]\": \"move(box_red, square[0.5, 1.5])\", \"Agent[1.5, 0.5]\": \"move(box_blue, target_blue)\"}";

    /// <inheritdoc/>
    public override string Observe(BoxNetState state) =>
        string.Join('\n', state.Squares().Select(square => IsPublished ? PublishedLine(state, square) : Line(state, square)).OfType<string>()
            .Prepend(BoxNetText.Heading(state)));

    /// <inheritdoc/>
    public override string HistoryState(BoxNetState state) =>
        "{" + string.Join(", ", state.Squares().Select(square => $"{square}: [{string.Join(", ", Things(state, square))}]")) + "}";

    /// <inheritdoc/>
    public override JointAction<BoxOrder>? RandomLegal(BoxNetState state, SeededRandom random)
    {
        var orders = new List<BoxOrder>();
        foreach (var square in state.Squares())
        {
            if (Doable(state, square).ToArray() is { Length: > 0 } doable) orders.Add(doable[random.Next(doable.Length)]);
        }

        return new(orders);
    }

    /// <summary>Every agent that has boxes takes the one nearest to its target: into it, or one square closer.</summary>
    public override JointAction<BoxOrder>? Suggest(BoxNetState state)
    {
        if (IsSuccess(state)) return null;
        var goals = ColourMatching.Goals(state, Moves);
        var squares = Enumerable.Range(0, goals.Length).GroupBy(i => state.Boxes[i].At).OrderBy(here => here.Key.X).ThenBy(here => here.Key.Y);
        return new([.. squares.Select(here => Order(here.Key, here.MinBy(i => Moves(here.Key, goals[i]))))]);

        BoxOrder Order(Place here, int box) => goals[box] == here
            ? BoxOrder.Deliver(here, state.Boxes[box].Colour)
            : BoxOrder.Move(here, state.Boxes[box].Colour, Closer(here, goals[box]));
    }

    /// <inheritdoc/>
    protected override BoxNetState Draw(BoxNetState empty, SeededRandom random)
    {
        var (boxes, targets) = (new List<Coloured>(), new List<Coloured>());
        foreach (string colour in Colours)
        {
            for (int left = 1 + random.Next(MostOfAColour); left > 0; left--)
            {
                boxes.Add(new(colour, Anywhere()));
                targets.Add(new(colour, Anywhere()));
            }
        }

        return empty with { Boxes = boxes, Targets = targets, Total = boxes.Count };

        Place Anywhere() => Place.Square(random.Next(empty.Rows), random.Next(empty.Columns));
    }

    /// <inheritdoc/>
    protected override bool Reaches(Place agent, Place box) => agent == box;

    /// <inheritdoc/>
    protected override IEnumerable<Place> Destinations(BoxNetState state, Place agent, Place box) => agent.Neighbours().Where(state.IsSquare);

    /// <inheritdoc/>
    protected override int Moves(Place box, Place target) => (Math.Abs(box.X - target.X) + Math.Abs(box.Y - target.Y)) / 2;

    /// <summary>No two agents reach the same box, so nothing can go wrong between them.</summary>
    protected override Transition<BoxNetState> Together(BoxNetState state, IReadOnlyList<BoxOrder> orders)
    {
        var chosen = orders.Select(order => (Box: Find(state, order), Order: order)).OrderByDescending(pair => pair.Box);
        return new(chosen.Aggregate(state, (now, pair) => now.With(pair.Box, pair.Order)));
    }

    private static Place Closer(Place here, Place goal)
    {
        int down = goal.X - here.X, along = goal.Y - here.Y;
        return Math.Abs(down) >= Math.Abs(along) ? here with { X = here.X + (2 * Math.Sign(down)) } : here with { Y = here.Y + (2 * Math.Sign(along)) };
    }

    private static string? Line(BoxNetState state, Place square) =>
        Things(state, square).ToArray() is { Length: > 0 } things ? $"{BoxNetText.Agent(square)}: {string.Join(", ", things)}" : null;

    private string PublishedLine(BoxNetState state, Place square) =>
        $"{BoxNetText.Agent(square)} in {Text.Of(square)} sees [{string.Join(", ", Things(state, square))}] "
        + $"and can do [{string.Join(", ", Doable(state, square).Select(order => Write(order).Text))}].";

    private static IEnumerable<string> Things(BoxNetState state, Place square) =>
        state.Boxes.Where(box => box.At == square).Select(box => "box_" + box.Colour)
            .Concat(state.Targets.Where(target => target.At == square).Select(target => "target_" + target.Colour));
}
