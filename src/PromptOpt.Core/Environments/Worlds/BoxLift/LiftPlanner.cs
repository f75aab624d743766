namespace PromptOpt.Environments.Worlds.BoxLift;

/// <summary>Plans one step of BoxLift with the weights known: the heaviest box first, each by the idle agents whose capacities exceed it least.</summary>
internal static class LiftPlanner
{
    /// <summary>The lifts of the step, in order of weight. All agents together lift any box, so there is at least one while a box is left.</summary>
    public static IReadOnlyList<LiftOrder> Orders(BoxLiftState state)
    {
        var orders = new List<LiftOrder>();
        int idle = (1 << state.Lifters.Count) - 1;
        int[] capacities = Capacities(state.Lifters);
        foreach (var box in state.Boxes.OrderByDescending(box => box.Weight))
        {
            if (Lightest(box.Weight, idle, capacities) is not { } group) continue;
            orders.Add(new(box.Name, [.. state.Lifters.Where((_, i) => (group >> i & 1) == 1).Select(lifter => lifter.Name)]));
            idle &= ~group;
        }

        return orders;
    }

    /// <summary>The capacity of every set of agents; a set is a number with a bit an agent.</summary>
    private static int[] Capacities(IReadOnlyList<Lifter> lifters)
    {
        int[] sums = new int[1 << lifters.Count];
        for (int set = 1; set < sums.Length; set++) sums[set] = sums[set & (set - 1)] + lifters[int.TrailingZeroCount(set)].Capacity;
        return sums;
    }

    private static int? Lightest(int weight, int idle, int[] capacities)
    {
        int? best = null;
        for (int set = idle; set > 0; set = (set - 1) & idle)
        {
            if (capacities[set] >= weight && (best is not { } found || capacities[set] < capacities[found])) best = set;
        }

        return best;
    }
}
