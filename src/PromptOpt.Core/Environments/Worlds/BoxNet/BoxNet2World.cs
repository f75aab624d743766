using PromptOpt.Environments.Worlds.Teams;
using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.BoxNet;

/// <summary>BoxNet2: boxes stand on the corners of squares, one at most on each, and are moved from corner to corner.</summary>
/// <param name="options">How the task wants the world.</param>
internal sealed class BoxNet2World(WorldOptions options) : BoxNetWorld(options, new BoxNetText("position"))
{
    private const string SameBox = "same-box", Collision = "collision";

    /// <inheritdoc/>
    public override string Name => "boxnet2";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Violations { get; } = [UnknownAgent, NamedTwice, MissingBox, MissingTarget, OutOfReach, SameBox, Collision];

    /// <inheritdoc/>
    protected override string Example => "{\"Agent[0.5, 0.5]\": \"move(box_red, position[0.0, 1.0])\", \"Agent[1.5, 0.5]\": \"move(box_blue, target_blue)\"}";

    /// <inheritdoc/>
    public override string Observe(BoxNetState state) => IsPublished
        ? string.Join('\n', state.Squares().Select(square => PublishedLine(state, square)).Prepend(BoxNetText.Heading(state)))
        : $"{BoxNetText.Heading(state)}\n{Things(state)}";

    /// <inheritdoc/>
    public override string HistoryState(BoxNetState state) => "{" + Things(state).Replace("\n", "; ", StringComparison.Ordinal) + "}";

    /// <summary>Nothing is moved to a corner where a box is now.</summary>
    public override JointAction<BoxOrder>? RandomLegal(BoxNetState state, SeededRandom random)
    {
        var orders = new List<BoxOrder>();
        var taken = state.Boxes.Select(box => box.At).ToHashSet();
        var moved = new HashSet<string>();
        foreach (var square in random.Shuffled(state.Squares()))
        {
            var doable = Doable(state, square).Where(order => !moved.Contains(order.Colour) && (order.To is not { } to || !taken.Contains(to))).ToArray();
            if (doable.Length == 0) continue;
            var order = doable[random.Next(doable.Length)];
            orders.Add(order);
            moved.Add(order.Colour);
            if (order.To is { } corner) taken.Add(corner);
        }

        return new(orders);
    }

    /// <inheritdoc/>
    public override JointAction<BoxOrder>? Suggest(BoxNetState state) => IsSuccess(state) ? null : new(new CornerPlanner(state).Orders());

    /// <summary>One box and target of each colour; a colour is left out where its square has no free corner.</summary>
    protected override BoxNetState Draw(BoxNetState empty, SeededRandom random)
    {
        var (boxes, targets) = (new List<Coloured>(), new List<Coloured>());
        foreach (string colour in Colours)
        {
            Place[] free = [.. Anywhere().Corners().Where(corner => !boxes.Exists(box => box.At == corner))];
            if (free.Length == 0) continue;
            boxes.Add(new(colour, free[random.Next(free.Length)]));
            targets.Add(new(colour, Anywhere()));
        }

        return empty with { Boxes = boxes, Targets = targets, Total = boxes.Count };

        Place Anywhere() => Place.Square(random.Next(empty.Rows), random.Next(empty.Columns));
    }

    /// <inheritdoc/>
    protected override bool Reaches(Place agent, Place box) => box.IsCornerOf(agent);

    /// <inheritdoc/>
    protected override IEnumerable<Place> Destinations(BoxNetState state, Place agent, Place box) => agent.Corners().Where(corner => corner != box);

    /// <inheritdoc/>
    protected override int Moves(Place box, Place target) => Math.Max(Math.Abs(box.X - target.X) - 1, Math.Abs(box.Y - target.Y) - 1) / 2;

    /// <summary>Two agents may exchange two boxes. What two agents do to the same box is not done; two boxes on one corner end the episode.</summary>
    protected override Transition<BoxNetState> Together(BoxNetState state, IReadOnlyList<BoxOrder> orders)
    {
        var errors = new List<StepError>();
        var now = state;
        foreach (var group in orders.GroupBy(order => Find(state, order)).OrderByDescending(group => group.Key))
        {
            string agents = string.Join(" and ", group.Select(order => BoxNetText.Agent(order.Agent)));
            if (group.Skip(1).Any()) errors.Add(Broken(SameBox, $"{agents} act on the same box_{group.First().Colour}"));
            else now = now.With(group.Key, group.First());
        }

        return Crowded(now) is { } collision ? new(state) { Errors = [collision, .. errors] } : new(now) { Errors = errors };
    }

    /// <inheritdoc/>
    protected override Transition<BoxNetState> InTurn(BoxNetState state, IReadOnlyList<BoxOrder> orders)
    {
        var done = base.InTurn(state, orders);
        return Crowded(done.State) is { } collision ? new(state) { Errors = [collision, .. done.Errors], Feedback = collision.Message } : done;
    }

    private StepError? Crowded(BoxNetState state)
    {
        var corner = state.Boxes.GroupBy(box => box.At).FirstOrDefault(corner => corner.Skip(1).Any());
        if (corner is null) return null;
        string boxes = string.Join(" and ", corner.Select(box => "box_" + box.Colour));
        return Broken(Collision, $"{boxes} would both be at {Text.Of(corner.Key)}") with { EndsEpisode = true };
    }

    private string Things(BoxNetState state) =>
        $"Boxes: {string.Join(", ", state.Boxes.Select(box => $"box_{box.Colour} at {Text.Of(box.At)}"))}\n"
        + $"Targets: {string.Join(", ", state.Targets.Select(target => $"target_{target.Colour} in square{target.At}"))}";

    private string PublishedLine(BoxNetState state, Place square)
    {
        var seen = state.Boxes.Where(box => Reaches(square, box.At)).Select(box => $"box_{box.Colour} at {Text.Of(box.At)}")
            .Concat(state.Targets.Where(target => target.At == square).Select(target => "target_" + target.Colour));
        var doable = Doable(state, square).Select(order => Write(order).Text.Replace('[', '(').Replace(']', ')'));
        return $"{BoxNetText.Agent(square)} in square{square} sees [{string.Join(", ", seen)}] and can do [{string.Join(", ", doable)}].";
    }
}
