using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>Draws grids as published: obstacles, then goals, then the robot, each on a random cell that is still empty.</summary>
internal static class GridGenerator
{
    /// <summary>The first draw in which every goal can be reached.</summary>
    public static GridState Next(GridSize size, int stepLimit, SeededRandom random)
    {
        while (true)
        {
            var drawn = Draw(size, stepLimit, random);
            if (IsSolvable(drawn)) return drawn;
        }
    }

    /// <summary>One draw, whether it can be solved or not.</summary>
    public static GridState Draw(GridSize size, int stepLimit, SeededRandom random)
    {
        int[] cells = random.Shuffled(Enumerable.Range(0, size.Side * size.Side));
        var board = new GridBoard(size.Side, [.. cells[..size.Obstacles].Order()], cells[size.Obstacles..(size.Obstacles + size.Goals)]);
        return new() { Board = board, Robot = cells[size.Obstacles + size.Goals], StepsLeft = stepLimit };
    }

    /// <summary>Whether the robot can reach every goal.</summary>
    public static bool IsSolvable(GridState state) => state.Left.All(goal => state.Board.Distance(state.Robot, goal) != GridBoard.Unreachable);
}
