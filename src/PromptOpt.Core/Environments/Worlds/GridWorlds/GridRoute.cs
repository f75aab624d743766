namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>The way that picks most goals within the steps left, and is the shortest of those.</summary>
/// <param name="Goals">Goals it picks.</param>
/// <param name="Steps">Moves and picks it takes.</param>
/// <param name="Target">The goal it goes to first; null if none is left. Where none can be picked in time, the first of the way to all of them.</param>
internal readonly record struct GridRoute(int Goals, int Steps, int? Target)
{
    /// <summary>Goals in their order.</summary>
    public static GridRoute InOrder(GridState state)
    {
        int picked = 0, steps = 0, used = 0, cell = state.Robot;
        foreach (int goal in state.Left)
        {
            used += state.Board.Distance(cell, goal) + 1;
            if (used > state.StepsLeft) break;
            (picked, steps, cell) = (picked + 1, used, state.Board.Goals[goal]);
        }

        return new(picked, steps, state.Left.Any() ? state.Left.First() : null);
    }

    /// <summary>Goals in the best order, by dynamic programming over the sets of goals (Held and Karp 1962): at most 6 * 2^6 ways are kept.</summary>
    public static GridRoute AnyOrder(GridState state)
    {
        int[] left = [.. state.Left];
        if (left.Length == 0) return new(0, 0, null);
        var ways = new Way[1 << left.Length, left.Length];
        var best = default(GridRoute);
        for (int set = 1; set < 1 << left.Length; set++)
        {
            for (int last = 0; last < left.Length; last++)
            {
                if ((set >> last & 1) == 0) continue;
                var way = ways[set, last] = Shortest(state, left, ways, set, last);
                var route = new GridRoute(int.PopCount(set), way.Steps, left[way.First]);
                if (way.Steps <= state.StepsLeft && (route.Goals, -route.Steps).CompareTo((best.Goals, -best.Steps)) > 0) best = route;
            }
        }

        if (best.Target is not null) return best;
        int end = Enumerable.Range(0, left.Length).MinBy(last => ways[(1 << left.Length) - 1, last].Steps);
        return new(0, 0, left[ways[(1 << left.Length) - 1, end].First]);
    }

    private static Way Shortest(GridState state, int[] left, Way[,] ways, int set, int last)
    {
        int rest = set & ~(1 << last);
        if (rest == 0) return new(state.Board.Distance(state.Robot, left[last]) + 1, last);
        var best = new Way(int.MaxValue, 0);
        for (int before = 0; before < left.Length; before++)
        {
            if ((rest >> before & 1) == 0) continue;
            int steps = ways[rest, before].Steps + state.Board.Distance(state.Board.Goals[left[before]], left[last]) + 1;
            if (steps < best.Steps) best = new(steps, ways[rest, before].First);
        }

        return best;
    }

    private readonly record struct Way(int Steps, int First);
}
