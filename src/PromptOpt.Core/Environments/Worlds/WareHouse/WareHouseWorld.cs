using PromptOpt.Environments.Worlds.Teams;
using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.WareHouse;

/// <summary>WareHouse: robots on tracks between shelves bring all boxes to the target at the left end, without ever sharing a place.</summary>
/// <param name="options">How the task wants the world.</param>
internal sealed class WareHouseWorld(WorldOptions options) : TeamWorld<WareHouseState, RobotOrder>(options)
{
    /// <summary>Kinds of broken rules.</summary>
    internal const string UnknownAgent = "unknown-agent", UnknownTrack = "unknown-track", MissingBox = "missing-box", Collision = "collision";

    private const string OffTrack = "off-track", WrongPlace = "wrong-place", Carrying = "carrying", OutOfReach = "out-of-reach", SameBox = "same-box";
    private const int PlacesAtTarget = 5, Steps = 50, PublishedPatience = 9;
    private static readonly (int Tracks, int Columns, double Fill, int Robots)[] Sizes = [(3, 5, 0.5, 2), (4, 4, 0.3, 3), (4, 6, 0.3, 4), (5, 6, 0.3, 5)];

    /// <summary>How many sizes there are.</summary>
    public static int SizeCount => Sizes.Length;

    /// <inheritdoc/>
    public override string Name => "warehouse";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Violations { get; } =
        [UnknownAgent, NamedTwice, OffTrack, WrongPlace, UnknownTrack, Carrying, MissingBox, OutOfReach, SameBox, Collision];

    /// <inheritdoc/>
    protected override string Example => "{\"agent0\": \"move left\", \"agent1\": \"pick box_1.5_3.0\", \"agent2\": \"move to track_2\"}";

    /// <summary>Draws until there is a box: where there is none, the published code divides by zero.</summary>
    public override WareHouseState Reset(EpisodeSpec episode)
    {
        var random = new SeededRandom(episode.Seed);
        var state = Draw(Options.SizeOf(episode, SizeCount), random);
        while (state.Total == 0) state = Draw(Options.SizeOf(episode, SizeCount), random);
        return state;
    }

    /// <inheritdoc/>
    public override string Observe(WareHouseState state) => IsPublished
        ? WareHousePublished.Observe(state, robot => Doable(state, robot))
        : $"Tracks: 0 to {state.Tracks - 1}. Columns: 0 to {state.Columns - 1}. Boxes brought: {state.Delivered} of {state.Total}.\n"
        + $"On shelves: {(state.Boxes.Count > 0 ? string.Join(", ", state.Boxes) : "none")}\n{HistoryState(state)}";

    /// <summary>The robots, without the boxes.</summary>
    public override string HistoryState(WareHouseState state) =>
        string.Join("; ", state.Robots.Select((robot, i) => $"{WareHouseText.Agent(i)} {WareHouseText.Place(robot)}"));

    /// <inheritdoc/>
    public override double Progress(WareHouseState state) => state.Delivered;

    /// <inheritdoc/>
    public override bool IsSuccess(WareHouseState state) => state.Delivered == state.Total;

    /// <inheritdoc/>
    public override int StepLimit(WareHouseState initial) => Options.StepLimit ?? Steps;

    /// <summary>Four times the columns: a lone robot in the far corner of the wrong track goes home, out to the last box and home again in 3 times the columns
    /// and 1, and the others make it wait fewer times than there are columns.</summary>
    public override int? StuckAfter(WareHouseState initial) => IsPublished ? PublishedPatience : 4 * initial.Columns;

    /// <summary>Nobody goes where somebody is now.</summary>
    public override JointAction<RobotOrder>? RandomLegal(WareHouseState state, SeededRandom random)
    {
        var orders = new List<RobotOrder>();
        var taken = state.Robots.ToList();
        foreach (int robot in random.Shuffled(Enumerable.Range(0, state.Robots.Count)))
        {
            var here = state.Robots[robot];
            RobotOrder[] doable = [.. Doable(state, robot).Where(order => order.Verb == RobotVerb.Pick
                ? !orders.Exists(other => other.Box == order.Box)
                : !taken.Exists(here.After(order).Meets))];
            if (doable.Length == 0) continue;
            orders.Add(doable[random.Next(doable.Length)]);
            taken.Add(here.After(orders[^1]));
        }

        return new(orders);
    }

    /// <inheritdoc/>
    public override JointAction<RobotOrder>? Suggest(WareHouseState state) => IsSuccess(state) ? null : new(new FleetPlanner(state).Orders());

    /// <summary>A start, possibly without boxes.</summary>
    internal static WareHouseState Draw(int size, SeededRandom random)
    {
        var (tracks, columns, fill, count) = Sizes[size];
        var shelves = from gap in Enumerable.Range(0, tracks - 1) from column in Enumerable.Range(0, columns) select new ShelfBox(gap, column);
        ShelfBox[] boxes = [.. shelves.Where(_ => random.NextDouble() < fill)];
        var places = random.Shuffled(Enumerable.Range(0, (tracks * columns) + PlacesAtTarget))[..count].Order();
        var robots = places.Select(place => place < tracks * columns ? new Robot(place / columns, place % columns, false) : Robot.AtTarget);
        return new(tracks, columns, boxes, [.. robots], boxes.Length);
    }

    /// <inheritdoc/>
    protected override double Total(WareHouseState state) => state.Total;

    /// <summary>Every box that the nearest robot could bring in time if it had nothing else to do.</summary>
    protected override double Reachable(WareHouseState state, int steps) => state.Delivered
        + state.Robots.Count(robot => robot.Carries && robot.Column < steps)
        + state.Boxes.Count(box => state.Robots.Min(robot => FleetPlanner.StepsTo(robot, box)) + box.Column + 2 <= steps);

    /// <inheritdoc/>
    protected override RobotOrder? Understand(RawOrder raw) => WareHouseText.Understand(raw);

    /// <inheritdoc/>
    protected override RobotOrder? UnderstandPublished(RawOrder raw) => WareHouseText.UnderstandPublished(raw);

    /// <inheritdoc/>
    protected override RawOrder Write(RobotOrder order) => WareHouseText.Write(order);

    /// <inheritdoc/>
    protected override StepError? Fault(WareHouseState state, RobotOrder order)
    {
        string agent = WareHouseText.Agent(order.Robot);
        if (order.Robot < 0 || order.Robot >= state.Robots.Count) return Broken(UnknownAgent, $"there is no {agent}");
        var robot = state.Robots[order.Robot];
        string where = $"{agent} is {WareHouseText.Place(robot)}", action = WareHouseText.Action(order);
        return order.Verb switch
        {
            RobotVerb.Track when order.Track >= state.Tracks => Broken(UnknownTrack, $"there is no track_{order.Track}"),
            RobotVerb.Track => robot.IsAtTarget ? null : Broken(WrongPlace, $"{where} and cannot {action}: tracks are entered from the target only"),
            _ when robot.IsAtTarget => Broken(WrongPlace, $"{where} and cannot {action} before it is on a track"),
            RobotVerb.Left when robot.Column == 0 => Broken(OffTrack, $"{where}, the first one, and cannot move left"),
            RobotVerb.Right when robot.Column == state.Columns - 1 => Broken(OffTrack, $"{where}, the last one, and cannot move right"),
            RobotVerb.Target when robot.Column > 0 => Broken(WrongPlace, $"{where} and cannot move to target: only column 0 leads there"),
            RobotVerb.Pick when robot.Carries => Broken(Carrying, $"{where} already and cannot {action}"),
            RobotVerb.Pick when order.Box is not { } box || !state.Boxes.Contains(box) => Broken(MissingBox, $"there is no {order.Box} on a shelf"),
            RobotVerb.Pick when !robot.Reaches(order.Box.Value) => Broken(OutOfReach, $"{where} and does not reach {order.Box}"),
            _ => null,
        };
    }

    /// <inheritdoc/>
    protected override Transition<WareHouseState> Together(WareHouseState state, IReadOnlyList<RobotOrder> orders)
    {
        ShelfBox?[] wanted = [.. orders.GroupBy(order => order.Box).Where(same => same.Key is not null && same.Skip(1).Any()).Select(same => same.Key)];
        var errors = wanted.Select(box => Broken(SameBox, $"two agents are to pick {box}"));
        var next = state.With(orders.Where(order => order.Box is null || !wanted.Contains(order.Box)));
        return next.Collision() is { } pair ? new(state) { Errors = [Collided(next, pair), .. errors] } : new(next) { Errors = [.. errors] };
    }

    /// <inheritdoc/>
    protected override Transition<WareHouseState> InTurn(WareHouseState state, IReadOnlyList<RobotOrder> orders) =>
        WareHousePublished.Step(state, orders, Fault, Collided);

    private static StepError Collided(WareHouseState state, (int First, int Second) pair)
    {
        string agents = $"{WareHouseText.Agent(pair.First)} and {WareHouseText.Agent(pair.Second)}";
        var place = state.Robots[pair.First] with { Carries = false };
        return Broken(Collision, $"{agents} would both be {WareHouseText.Place(place)}") with { EndsEpisode = true };
    }

    private IEnumerable<RobotOrder> Doable(WareHouseState state, int robot) =>
        Enumerable.Range(0, state.Tracks).Select(track => new RobotOrder(robot, RobotVerb.Track, track))
            .Concat(state.Boxes.Select(box => new RobotOrder(robot, RobotVerb.Pick, Box: box)))
            .Concat([new(robot, RobotVerb.Left), new(robot, RobotVerb.Right), new(robot, RobotVerb.Target)])
            .Where(order => Fault(state, order) is null);
}
