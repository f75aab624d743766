using static System.FormattableString;

namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>What the agent reads, in both semantics.</summary>
internal static class GridTexts
{
    private static readonly (GridMove Move, string Name)[] Sides =
        [(GridMove.Left, "left"), (GridMove.Right, "right"), (GridMove.Up, "up"), (GridMove.Down, "down")];

    /// <summary>A cell as [row, column].</summary>
    public static string Cell(GridBoard board, int cell) => Invariant($"[{cell / board.Side}, {cell % board.Side}]");

    /// <summary>The whole state in a few short lines.</summary>
    /// <param name="state">The state.</param>
    /// <param name="goals">The goals that are left, as a sentence without its period.</param>
    /// <param name="name">What a goal is called.</param>
    public static string Short(GridState state, string goals, Func<int, string> name)
    {
        var board = state.Board;
        string obstacles = string.Join(' ', board.Obstacles.Select(cell => Cell(board, cell)));
        string around = string.Join(", ", Sides.Select(side => $"{side.Name}: {At(state, board.Beside(state.Robot, side.Move), name)}"));
        string here = At(state, state.Robot, name);
        return Invariant($"Grid {board.Side}x{board.Side}. Robot at {Cell(board, state.Robot)}. {goals}. Obstacles: {obstacles}.\nHere: {here}, {around}.");
    }

    /// <summary>The state with the facts of the published observation: first the whole grid, then what is around the robot.</summary>
    public static string Long(GridState state, Func<int, string> name)
    {
        var board = state.Board;
        var lines = new List<string>
        {
            Invariant($"The grid has {board.Side} rows and {board.Side} columns."),
            $"The robot is in cell {Cell(board, state.Robot)}.",
        };
        lines.AddRange(state.Left.Select(goal => $"Cell {Cell(board, board.Goals[goal])} holds {name(goal)}."));
        lines.AddRange(board.Obstacles.Select(cell => $"Cell {Cell(board, cell)} holds an obstacle."));
        lines.Add($"The robot's own cell holds {At(state, state.Robot, name)}.");
        lines.AddRange(Sides.Select(side => $"To its {side.Name}: {At(state, board.Beside(state.Robot, side.Move), name)}."));
        return string.Join('\n', lines);
    }

    /// <summary>The raw state, as the published history prints it.</summary>
    public static string Raw(GridState state, Func<int, string> name)
    {
        var board = state.Board;
        var cells = Enumerable.Range(0, board.Side * board.Side).Select(cell => Invariant($"'{cell / board.Side}_{cell % board.Side}': [{Holds(cell)}]"));
        return "{" + string.Join(", ", cells) + "}";

        string Holds(int cell) => string.Join(", ", new[]
        {
            board.IsObstacle(cell) ? "'obstacle'" : null,
            state.GoalAt(cell) is { } goal ? $"'{name(goal)}'" : null,
            state.Robot == cell ? "'robot'" : null,
        }.Where(item => item is not null));
    }

    private static string At(GridState state, int? cell, Func<int, string> name) =>
        cell is not { } inside ? "edge" : state.Board.IsObstacle(inside) ? "obstacle" : state.GoalAt(inside) is { } goal ? name(goal) : "free";
}
