using PromptOpt.Statistics;

namespace PromptOpt.Search.Grids;

/// <summary>
/// Which cells of a grid are run, and in which order. Any beginning of the order tells main effects well, so it does not matter much where the budget ends. Where it is known
/// how many cells surely fit, that many are chosen together. A pure function of grid, size and seed.
/// </summary>
internal sealed class GridDesign
{
    /// <summary>Most cells that are looked at; of larger grids it is a random part.</summary>
    public const int MostPoints = 2000;

    private GridDesign(PromptGrid grid, IReadOnlyList<long> order, int size, double efficiency) => (Grid, Order, Size, Efficiency) = (grid, order, size, efficiency);

    /// <summary>The grid.</summary>
    public PromptGrid Grid { get; }

    /// <summary>Numbers of the cells in the order they are run; the one without a system message is first.</summary>
    public IReadOnlyList<long> Order { get; }

    /// <summary>How many of them were chosen together.</summary>
    public int Size { get; }

    /// <summary>D-efficiency of those for main effects, against all cells: 1 says as much for each cell, 0 cannot tell all effects.</summary>
    public double Efficiency { get; }

    /// <summary>Makes a design.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="size">Cells that surely fit; null where that is not known.</param>
    /// <param name="random">Randomness of the study.</param>
    public static GridDesign Of(PromptGrid grid, int? size, SeededRandom random)
    {
        long[] cells = Cells(grid, random.Fork(1));
        var choices = cells.Select(grid.ChoiceOf).ToArray();
        var coding = new GridCoding(choices);
        double[][] points = [.. choices.Select(choice => (double[])[1, .. coding.Code(choice)])];
        int[] all = [.. Enumerable.Range(0, cells.Length)];
        var order = DOptimalOrder.Grow(points, [0], all.Skip(1));
        int chosen = Math.Clamp(size ?? cells.Length, 1, cells.Length);
        if (chosen < cells.Length)
        {
            var part = DOptimalOrder.Exchange(points, order[..chosen]);
            order = DOptimalOrder.Grow(points, DOptimalOrder.Grow(points, [0], part.Skip(1)), all.Except(part));
        }

        return new(grid, [.. order.Select(place => cells[place])], chosen, DOptimalOrder.Efficiency(points, order[..chosen], all));
    }

    /// <summary>The cells that are looked at: the empty one, then the others in random order, which decides between equals.</summary>
    private static long[] Cells(PromptGrid grid, SeededRandom random)
    {
        long empty = grid.EmptyCell, all = grid.Combinations;
        if (all <= MostPoints)
        {
            var others = Enumerable.Range(1, (int)all).Select(cell => (long)cell).Where(cell => cell != empty && grid.IsCell(grid.ChoiceOf(cell)));
            return [empty, .. random.Shuffled(others)];
        }

        var cells = new List<long> { empty };
        var drawn = new HashSet<long> { empty };
        while (cells.Count < MostPoints)
        {
            long cell = 1 + random.Next((int)all);
            if (drawn.Add(cell) && grid.IsCell(grid.ChoiceOf(cell))) cells.Add(cell);
            if (drawn.Count == all) break;
        }

        return [.. cells];
    }
}
