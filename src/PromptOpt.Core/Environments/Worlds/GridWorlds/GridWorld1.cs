namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>GridWorld1: goals in any order.</summary>
internal sealed class GridWorld1(WorldOptions options) : GridWorld(options)
{
    /// <inheritdoc/>
    public override string Name => "gridworld1";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Violations { get; } = [Collision, MoveOut, NothingToPick];

    /// <inheritdoc/>
    protected override int LimitOf(GridSize size) => size.AnyOrderLimit;

    /// <inheritdoc/>
    protected override string GoalName(int goal) => "goal";

    /// <inheritdoc/>
    protected override string GoalsLeft(GridState state) =>
        "Goals left: " + string.Join(' ', state.Left.Select(goal => GridTexts.Cell(state.Board, state.Board.Goals[goal])));

    /// <inheritdoc/>
    protected override GridRoute Route(GridState state) => GridRoute.AnyOrder(state);

    /// <inheritdoc/>
    protected override StepError? WrongPick(GridState state, int goal) => null;
}
