using static System.FormattableString;

namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>GridWorld2: goals must be picked in the order of their numbers.</summary>
internal sealed class GridWorld2(WorldOptions options) : GridWorld(options)
{
    private const string WrongOrder = "wrong-order";

    /// <inheritdoc/>
    public override string Name => "gridworld2";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Violations { get; } = [Collision, MoveOut, NothingToPick, WrongOrder];

    /// <inheritdoc/>
    protected override int LimitOf(GridSize size) => size.OrderedLimit;

    /// <inheritdoc/>
    protected override string GoalName(int goal) => Invariant($"goal_{goal}");

    /// <inheritdoc/>
    protected override string GoalsLeft(GridState state) =>
        "Goals left in order: " + string.Join(", ", state.Left.Select(goal => $"{GoalName(goal)} {GridTexts.Cell(state.Board, state.Board.Goals[goal])}"));

    /// <inheritdoc/>
    protected override GridRoute Route(GridState state) => GridRoute.InOrder(state);

    /// <inheritdoc/>
    protected override StepError? WrongPick(GridState state, int goal) => goal == state.PickedCount ? null : new()
    {
        Kind = WrongOrder,
        Message = $"{GoalName(goal)} was picked, but {GoalName(state.PickedCount)} comes first",
        EndsEpisode = true,
    };
}
