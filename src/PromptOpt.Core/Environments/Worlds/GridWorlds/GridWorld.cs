using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>A robot walks on a grid, past obstacles, and picks goals (Chen et al. 2024).</summary>
internal abstract class GridWorld(WorldOptions options) : PlannedWorld<GridState, GridAction>(options)
{
    /// <summary>Kinds of errors.</summary>
    protected const string Collision = "collision", MoveOut = "move-out", NothingToPick = "nothing-to-pick";

    private const int PublishedStuck = 16;
    private readonly WorldOptions _options = options;

    /// <inheritdoc/>
    public sealed override string Observe(GridState state) => IsPublished ? GridTexts.Long(state, GoalName) : GridTexts.Short(state, GoalsLeft(state), GoalName);

    /// <inheritdoc/>
    public sealed override string HistoryState(GridState state) => GridTexts.Raw(state, GoalName);

    /// <inheritdoc/>
    public sealed override ParsedReply<GridAction> Parse(string reply, GridState state)
    {
        if (!IsPublished) return Only(GridReplies.Find(reply), GridReplies.Form);
        return GridReplies.FindPublished(reply) is { } action ? Read(action) : Unreadable($"the reply is not in the required form; {GridReplies.Form}");
    }

    /// <inheritdoc/>
    public sealed override string Write(GridAction action) => GridReplies.Write(action);

    /// <inheritdoc/>
    public sealed override double Progress(GridState state) => state.PickedCount;

    /// <summary>
    /// Published: 16. Corrected: 4 more than the longest way between any two goals, or the robot and a goal, and at least 10. Between two picks best play
    /// walks a shortest way, so it never waits longer.
    /// </summary>
    public sealed override int? StuckAfter(GridState initial)
    {
        if (IsPublished) return PublishedStuck;
        var board = initial.Board;
        int[] places = [initial.Robot, .. board.Goals];
        int longest = places.Max(place => initial.Left.Max(goal => board.Distance(place, goal)));
        return Math.Max(StuckAtLeast, longest + StuckSlack);
    }

    /// <inheritdoc/>
    public sealed override WorldPlan<GridAction> Plan(GridState state)
    {
        var route = Route(state);
        GridAction? next = route.Target is not { } goal ? null
            : new(state.Robot == state.Board.Goals[goal] ? GridMove.Pick : state.Board.Towards(state.Robot, goal));
        return new(state.PickedCount + route.Goals, route.Steps, next);
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<GridAction> Legal(GridState state) => [.. GridAction.All.Where(action => Broken(state, action) is null)];

    /// <inheritdoc/>
    protected sealed override GridState Begin(EpisodeSpec episode)
    {
        var size = GridSize.All[_options.SizeOf(episode, GridSize.All.Count)];
        return GridGenerator.Next(size, IsPublished ? size.PublishedLimit : LimitOf(size), new SeededRandom(episode.Seed));
    }

    /// <inheritdoc/>
    protected sealed override Transition<GridState> Apply(GridState state, GridAction action)
    {
        if (Broken(state, action) is { } error) return Refuse(state, error);
        if (action.Move != GridMove.Pick) return new(state with { Robot = state.Board.Beside(state.Robot, action.Move)!.Value });
        int goal = state.GoalAt(state.Robot)!.Value;
        return new(state with { Picked = state.Picked | 1 << goal }) { Feedback = $"You picked {GoalName(goal)}." };
    }

    /// <inheritdoc/>
    protected sealed override int GoalsOf(GridState state) => state.Board.Goals.Count;

    /// <summary>Step limit of corrected semantics.</summary>
    protected abstract int LimitOf(GridSize size);

    /// <summary>What a goal is called in texts.</summary>
    protected abstract string GoalName(int goal);

    /// <summary>The goals that are left, as a sentence without its period.</summary>
    protected abstract string GoalsLeft(GridState state);

    /// <summary>The best way on.</summary>
    protected abstract GridRoute Route(GridState state);

    /// <summary>What forbids picking a goal that the robot stands on; null if nothing does.</summary>
    protected abstract StepError? WrongPick(GridState state, int goal);

    private StepError? Broken(GridState state, GridAction action)
    {
        string here = GridTexts.Cell(state.Board, state.Robot);
        if (action.Move == GridMove.Pick)
        {
            return state.GoalAt(state.Robot) is { } goal
                ? WrongPick(state, goal)
                : new() { Kind = NothingToPick, Message = $"there is no goal in the robot's cell {here}, so nothing could be picked" };
        }

        string reply = Write(action);
        if (state.Board.Beside(state.Robot, action.Move) is not { } next)
            return new() { Kind = MoveOut, Message = $"{reply} from cell {here} leaves the grid", EndsEpisode = true };
        return state.Board.IsObstacle(next)
            ? new() { Kind = Collision, Message = $"{reply} from cell {here} hits the obstacle in cell {GridTexts.Cell(state.Board, next)}", EndsEpisode = true }
            : null;
    }
}
