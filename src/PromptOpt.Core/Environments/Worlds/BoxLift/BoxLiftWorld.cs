using PromptOpt.Environments.Worlds.Teams;
using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.BoxLift;

/// <summary>BoxLift: agents of different strength lift boxes together whose weight they can only guess from the volume.</summary>
/// <param name="options">How the task wants the world.</param>
internal sealed class BoxLiftWorld(WorldOptions options) : TeamWorld<BoxLiftState, LiftOrder>(options)
{
    private const string UnknownBox = "unknown-box", UnknownAgent = "unknown-agent", AgentTwice = "agent-twice";
    private const int Patience = 5;
    private static readonly (int Lifters, int Boxes, int Steps)[] Sizes = [(4, 16, 20), (6, 24, 20), (8, 35, 20), (10, 45, 25)];

    /// <summary>How many sizes there are.</summary>
    public static int SizeCount => Sizes.Length;

    /// <inheritdoc/>
    public override string Name => "boxlift";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Violations { get; } = [UnknownBox, UnknownAgent, NamedTwice, AgentTwice];

    /// <inheritdoc/>
    protected override string Example =>
        IsPublished ? "{\"box[1.5V]\": \"agent[2.5W]\", \"box[3.0V]\": \"agent[1.5W], agent[3.5W]\"}" : "{\"box1\": \"agent2\", \"box5\": \"agent1, agent3\"}";

    /// <inheritdoc/>
    public override BoxLiftState Reset(EpisodeSpec episode)
    {
        var (lifters, boxes, _) = Sizes[Options.SizeOf(episode, SizeCount)];
        var state = BoxLiftGenerator.Draw(lifters, boxes, new SeededRandom(episode.Seed));
        return IsPublished ? BoxLiftGenerator.Collapse(state) : state;
    }

    /// <inheritdoc/>
    public override string Observe(BoxLiftState state)
    {
        if (IsPublished)
        {
            string agents = string.Join(", ", state.Lifters.Select(lifter => BoxLiftText.PublishedAgent(lifter.Capacity)));
            return $"Boxes left: {HistoryState(state)}\nAgents: {agents}";
        }

        var boxes = state.Boxes.Select(box => $"{BoxLiftText.Box(box.Name)} {BoxLiftText.Number(box.Volume)}");
        var lifters = state.Lifters.Select(lifter => $"{BoxLiftText.Agent(lifter.Name)} {BoxLiftText.Number(lifter.Capacity)}");
        return $"Boxes left (volume): {string.Join(", ", boxes)}\nAgents (capacity): {string.Join(", ", lifters)}";
    }

    /// <inheritdoc/>
    public override string HistoryState(BoxLiftState state) => string.Join(", ", state.Boxes.Select(box => BoxLiftText.PublishedBox(box.Volume)));

    /// <summary>Weight lifted.</summary>
    public override double Progress(BoxLiftState state) => state.Lifted / 10.0;

    /// <inheritdoc/>
    public override bool IsSuccess(BoxLiftState state) => state.Boxes.Count == 0;

    /// <inheritdoc/>
    public override int StepLimit(BoxLiftState initial) => Options.StepLimit ?? Sizes.First(size => size.Lifters == initial.Lifters.Count).Steps;

    /// <summary>As published: all agents together lift any box, so the best play lifts something at every step.</summary>
    public override int? StuckAfter(BoxLiftState initial) => Patience;

    /// <summary>A random number of random boxes, each by at least one agent, whether that is enough or not.</summary>
    public override JointAction<LiftOrder>? RandomLegal(BoxLiftState state, SeededRandom random)
    {
        if (IsSuccess(state)) return null;
        int lifts = 1 + random.Next(Math.Min(state.Boxes.Count, state.Lifters.Count));
        var boxes = random.Shuffled(state.Boxes)[..lifts];
        var groups = random.Shuffled(state.Lifters).Select((lifter, i) => (lifter.Name, Box: i < lifts ? i : random.Next(lifts)))
            .ToLookup(pair => pair.Box, pair => pair.Name);
        return new([.. boxes.Select((box, i) => new LiftOrder(box.Name, [.. groups[i]]))]);
    }

    /// <inheritdoc/>
    public override JointAction<LiftOrder>? Suggest(BoxLiftState state) => IsSuccess(state) ? null : new(LiftPlanner.Orders(state));

    /// <inheritdoc/>
    protected override double Total(BoxLiftState state) => state.TotalWeight / 10.0;

    /// <summary>No step lifts more than all capacities together.</summary>
    protected override double Reachable(BoxLiftState state, int steps) =>
        Math.Min(state.TotalWeight, state.Lifted + (steps * state.Lifters.Sum(lifter => lifter.Capacity))) / 10.0;

    /// <inheritdoc/>
    protected override LiftOrder? Understand(RawOrder raw) => BoxLiftText.Understand(raw);

    /// <inheritdoc/>
    protected override LiftOrder? UnderstandPublished(RawOrder raw) => BoxLiftText.UnderstandPublished(raw);

    /// <inheritdoc/>
    protected override RawOrder Write(LiftOrder order) => IsPublished ? BoxLiftText.WritePublished(order) : BoxLiftText.Write(order);

    /// <inheritdoc/>
    protected override StepError? Fault(BoxLiftState state, LiftOrder order)
    {
        string box = BoxLiftText.Box(order.Box);
        if (!state.Boxes.Any(left => left.Name == order.Box)) return Broken(UnknownBox, $"there is no {box} left to lift");
        foreach (int agent in order.Agents)
        {
            if (!state.Lifters.Any(lifter => lifter.Name == agent)) return Broken(UnknownAgent, $"there is no {BoxLiftText.Agent(agent)} to lift {box}");
        }

        return null;
    }

    /// <summary>Lifts that share an agent are all left undone.</summary>
    protected override Transition<BoxLiftState> Together(BoxLiftState state, IReadOnlyList<LiftOrder> orders)
    {
        int[] twice = [.. orders.SelectMany(order => order.Agents).GroupBy(agent => agent).Where(same => same.Skip(1).Any()).Select(same => same.Key)];
        var errors = twice.Select(agent => Broken(AgentTwice, $"{BoxLiftText.Agent(agent)} is to lift more than once in one step"));
        var lifts = orders.Where(order => !order.Agents.Intersect(twice).Any()).ToLookup(order => Lifts(state, order));
        string lifted = string.Join(", ", lifts[true].Select(order => BoxLiftText.Box(order.Box)));
        string heavy = string.Join("; ", lifts[false].Select(order => $"{BoxLiftText.Box(order.Box)} for {BoxLiftText.Write(order).Text}"));
        string[] told = [lifted.Length > 0 ? $"Lifted: {lifted}." : "", heavy.Length > 0 ? $"Too heavy: {heavy}." : ""];
        return new(Without(state, lifts[true])) { Errors = [.. errors], Feedback = string.Join(' ', told.Where(text => text.Length > 0)) };
    }

    /// <summary>Any capacities that are named count, whoever has them and however often; boxes that are not there are passed over.</summary>
    protected override Transition<BoxLiftState> InTurn(BoxLiftState state, IReadOnlyList<LiftOrder> orders)
    {
        var known = orders.Where(order => state.Boxes.Any(box => box.Name == order.Box)).ToLookup(order => Lifts(state, order));
        var told = known[false].Select(BoxLiftText.WritePublished).Select(raw => $"{raw.Name} is heavier than {raw.Text} can lift.");
        return new(Without(state, known[true])) { Feedback = string.Join(' ', told) };
    }

    private bool Lifts(BoxLiftState state, LiftOrder order) =>
        order.Agents.Sum(agent => (long)CapacityOf(state, agent)) >= state.Boxes.First(box => box.Name == order.Box).Weight;

    private int CapacityOf(BoxLiftState state, int agent) => IsPublished ? agent : state.Lifters.First(lifter => lifter.Name == agent).Capacity;

    private static BoxLiftState Without(BoxLiftState state, IEnumerable<LiftOrder> lifts)
    {
        int[] lifted = [.. lifts.Select(order => order.Box)];
        return state with { Boxes = [.. state.Boxes.Where(box => !lifted.Contains(box.Name))] };
    }
}
