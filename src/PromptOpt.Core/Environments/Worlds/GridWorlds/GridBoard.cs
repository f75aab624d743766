namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>What does not change in an episode. A cell is row * side + column, from the top left.</summary>
internal sealed class GridBoard
{
    /// <summary>Distance of a cell from which a goal cannot be reached.</summary>
    public const int Unreachable = -1;

    private readonly bool[] _blocked;
    private readonly int[][] _distances;

    /// <summary>Lays it out.</summary>
    /// <param name="side">Rows, and columns.</param>
    /// <param name="obstacles">Cells that cannot be entered.</param>
    /// <param name="goals">Cells of the goals, in their order.</param>
    public GridBoard(int side, IReadOnlyList<int> obstacles, IReadOnlyList<int> goals)
    {
        Side = side;
        Obstacles = obstacles;
        Goals = goals;
        _blocked = new bool[side * side];
        foreach (int cell in obstacles) _blocked[cell] = true;
        _distances = [.. goals.Select(DistancesTo)];
    }

    /// <summary>Rows, and columns.</summary>
    public int Side { get; }

    /// <summary>Cells that cannot be entered.</summary>
    public IReadOnlyList<int> Obstacles { get; }

    /// <summary>Cells of the goals, in their order.</summary>
    public IReadOnlyList<int> Goals { get; }

    /// <summary>Whether a cell holds an obstacle.</summary>
    public bool IsObstacle(int cell) => _blocked[cell];

    /// <summary>Moves from a cell to a goal; <see cref="Unreachable"/> if there is no way.</summary>
    public int Distance(int cell, int goal) => _distances[goal][cell];

    /// <summary>The cell beside another; null outside the grid.</summary>
    public int? Beside(int cell, GridMove move) => move switch
    {
        GridMove.Up => cell < Side ? null : cell - Side,
        GridMove.Down => cell >= Side * (Side - 1) ? null : cell + Side,
        GridMove.Left => cell % Side == 0 ? null : cell - 1,
        GridMove.Right => cell % Side == Side - 1 ? null : cell + 1,
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "Not a direction."),
    };

    /// <summary>The first direction, in the order up, down, left, right, that leads nearer to a goal.</summary>
    public GridMove Towards(int cell, int goal)
    {
        for (var move = GridMove.Up; move <= GridMove.Right; move++)
        {
            if (Beside(cell, move) is { } next && _distances[goal][next] != Unreachable && _distances[goal][next] < _distances[goal][cell]) return move;
        }

        throw new InvalidOperationException("There is no way from the cell to the goal.");
    }

    private int[] DistancesTo(int target)
    {
        var distances = new int[_blocked.Length];
        Array.Fill(distances, Unreachable);
        distances[target] = 0;
        var queue = new Queue<int>([target]);
        while (queue.TryDequeue(out int cell))
        {
            for (var move = GridMove.Up; move <= GridMove.Right; move++)
            {
                if (Beside(cell, move) is not { } next || _blocked[next] || distances[next] != Unreachable) continue;
                distances[next] = distances[cell] + 1;
                queue.Enqueue(next);
            }
        }

        return distances;
    }
}
