using PromptOpt.Environments.Worlds.Teams;
using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.BoxNet;

/// <summary>What BoxNet1 and BoxNet2 share: agents that stay in their squares hand coloured boxes on to the targets of their colours.</summary>
/// <param name="options">How the task wants the world.</param>
/// <param name="text">How orders are written.</param>
internal abstract class BoxNetWorld(WorldOptions options, BoxNetText text) : TeamWorld<BoxNetState, BoxOrder>(options)
{
    /// <summary>Kinds of broken rules.</summary>
    protected const string UnknownAgent = "unknown-agent", MissingBox = "missing-box", MissingTarget = "missing-target", OutOfReach = "out-of-reach";

    private const int PublishedPatience = 5;
    private static readonly (int Rows, int Columns, int Steps)[] Sizes = [(2, 2, 30), (2, 4, 30), (4, 4, 30), (4, 8, 40)];

    /// <summary>How many sizes there are.</summary>
    public static int SizeCount => Sizes.Length;

    /// <summary>The colours, in the order they are drawn.</summary>
    protected static IReadOnlyList<string> Colours { get; } = ["blue", "red", "green", "purple", "orange"];

    /// <summary>How orders are written.</summary>
    protected BoxNetText Text { get; } = text;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Violations { get; } = [UnknownAgent, NamedTwice, MissingBox, MissingTarget, OutOfReach];

    /// <inheritdoc/>
    public sealed override BoxNetState Reset(EpisodeSpec episode)
    {
        var (rows, columns, _) = Sizes[Options.SizeOf(episode, SizeCount)];
        return Draw(new(rows, columns, [], [], 0), new SeededRandom(episode.Seed));
    }

    /// <inheritdoc/>
    public sealed override double Progress(BoxNetState state) => state.Total - state.Boxes.Count;

    /// <inheritdoc/>
    public sealed override bool IsSuccess(BoxNetState state) => state.Boxes.Count == 0;

    /// <inheritdoc/>
    public sealed override int StepLimit(BoxNetState initial) =>
        Options.StepLimit ?? Sizes.First(size => (size.Rows, size.Columns) == (initial.Rows, initial.Columns)).Steps;

    /// <summary>Twice the rows and columns: the box nearest to a target, moved at every step as the planner does, arrives within rows + columns - 1
    /// steps.</summary>
    public sealed override int? StuckAfter(BoxNetState initial) => IsPublished ? PublishedPatience : 2 * (initial.Rows + initial.Columns);

    /// <summary>Places boxes and targets on an empty grid.</summary>
    protected abstract BoxNetState Draw(BoxNetState empty, SeededRandom random);

    /// <summary>Whether the agent of a square reaches a place where a box is.</summary>
    protected abstract bool Reaches(Place agent, Place box);

    /// <summary>Where the agent of a square may move a box that it reaches, in order.</summary>
    protected abstract IEnumerable<Place> Destinations(BoxNetState state, Place agent, Place box);

    /// <summary>Fewest moves that bring a box to where it can be put into a target.</summary>
    protected abstract int Moves(Place box, Place target);

    /// <inheritdoc/>
    protected sealed override double Total(BoxNetState state) => state.Total;

    /// <inheritdoc/>
    protected sealed override double Reachable(BoxNetState state, int steps) =>
        Progress(state) + state.Boxes.Count(box => state.Targets.Any(target => target.Colour == box.Colour && Moves(box.At, target.At) < steps));

    /// <inheritdoc/>
    protected sealed override BoxOrder? Understand(RawOrder raw) => BoxNetText.Understand(raw);

    /// <inheritdoc/>
    protected sealed override BoxOrder? UnderstandPublished(RawOrder raw) => BoxNetText.UnderstandPublished(raw);

    /// <inheritdoc/>
    protected sealed override RawOrder Write(BoxOrder order) => Text.Write(order);

    /// <inheritdoc/>
    protected sealed override StepError? Fault(BoxNetState state, BoxOrder order)
    {
        string agent = BoxNetText.Agent(order.Agent), box = "box_" + order.Colour;
        if (!state.IsSquare(order.Agent)) return Broken(UnknownAgent, $"there is no {agent}");
        int found = Find(state, order);
        if (found < 0) return Broken(MissingBox, $"{agent} has no {box} within reach");
        if (order.To is { } to)
        {
            return Destinations(state, order.Agent, state.Boxes[found].At).Contains(to)
                ? null
                : Broken(OutOfReach, $"{agent} cannot move {box} from {Text.Of(state.Boxes[found].At)} to {Text.Of(to)}");
        }

        if (order.Target != order.Colour) return Broken(MissingTarget, $"{box} belongs into target_{order.Colour}, not into target_{order.Target}");
        return state.Targets.Contains(new(order.Colour, order.Agent))
            ? null
            : Broken(MissingTarget, $"there is no target_{order.Target} in the square of {agent}");
    }

    /// <summary>Does orders in the order of the reply, each in the state that the one before it left.</summary>
    protected override Transition<BoxNetState> InTurn(BoxNetState state, IReadOnlyList<BoxOrder> orders)
    {
        var (now, errors) = (state, new List<StepError>());
        foreach (var order in orders)
        {
            var fault = Fault(now, order);
            if (fault is { Kind: UnknownAgent }) return new(state) { Errors = [fault with { EndsEpisode = true }] }; // the published code crashes
            if (fault is null) now = now.With(Find(now, order), order);
            else errors.Add(fault with { Message = $"the task of {BoxNetText.Agent(order.Agent)} is not doable" });
        }

        return new(now) { Errors = errors, Feedback = string.Join(' ', errors.Select(error => error.Message + ".")) };
    }

    /// <summary>Which box an order means; -1 if the agent reaches none of its colour.</summary>
    protected int Find(BoxNetState state, BoxOrder order)
    {
        for (int i = 0; i < state.Boxes.Count; i++)
        {
            if (state.Boxes[i].Colour == order.Colour && Reaches(order.Agent, state.Boxes[i].At)) return i;
        }

        return -1;
    }

    /// <summary>Every order that the agent of a square may be given when it acts alone.</summary>
    protected IEnumerable<BoxOrder> Doable(BoxNetState state, Place agent)
    {
        foreach (var box in state.Boxes.Where(box => Reaches(agent, box.At)).Distinct())
        {
            foreach (var to in Destinations(state, agent, box.At)) yield return BoxOrder.Move(agent, box.Colour, to);
            if (state.Targets.Contains(new(box.Colour, agent))) yield return BoxOrder.Deliver(agent, box.Colour);
        }
    }
}
