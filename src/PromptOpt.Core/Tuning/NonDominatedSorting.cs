namespace PromptOpt.Tuning;

/// <summary>
/// Ranks observations of several objectives (Deb et al. 2002, sections III and VI): one is better than another if it is on a better front, or on the same and less crowded. One that breaks constraints less
/// dominates; among those that break none, one that is nowhere worse and somewhere better.
/// </summary>
internal static class NonDominatedSorting
{
    /// <summary>The fronts, the best first, each with the least crowded first; ties in the order given.</summary>
    public static IReadOnlyList<IReadOnlyList<Observation>> Fronts(IReadOnlyList<Observation> observations)
    {
        int[] all = [.. Enumerable.Range(0, observations.Count)];
        int[][] dominated = [.. all.Select(i => all.Where(other => Dominates(observations[i], observations[other])).ToArray())];
        int[] dominators = new int[all.Length];
        foreach (int i in dominated.SelectMany(those => those)) dominators[i]++;
        var fronts = new List<IReadOnlyList<Observation>>();
        for (int[] front = [.. all.Where(i => dominators[i] == 0)]; front.Length > 0;)
        {
            fronts.Add(LeastCrowdedFirst([.. front.Select(i => observations[i])]));
            front = [.. front.SelectMany(i => dominated[i]).Where(i => --dominators[i] == 0).Order()];
        }

        return fronts;
    }

    /// <summary>Whether one dominates another.</summary>
    public static bool Dominates(Observation one, Observation other)
    {
        if (one.Violation > 0 || other.Violation > 0) return Math.Max(0, one.Violation) < Math.Max(0, other.Violation);
        var (mine, theirs) = (Objectives(one), Objectives(other));
        bool better = false;
        for (int i = 0; i < mine.Count; i++)
        {
            if (mine[i] < theirs[i]) return false;
            better |= mine[i] > theirs[i];
        }

        return better;
    }

    /// <summary>All objectives of an observation; its value where there is only one.</summary>
    public static IReadOnlyList<double> Objectives(Observation observation) => observation.Objectives.Count > 0 ? observation.Objectives : [observation.Value];

    private static Observation[] LeastCrowdedFirst(Observation[] front)
    {
        var distances = new double[front.Length];
        for (int objective = 0; objective < Objectives(front[0]).Count; objective++)
        {
            double[] values = [.. front.Select(o => Objectives(o)[objective])];
            int[] order = [.. Enumerable.Range(0, front.Length).OrderBy(i => values[i])];
            double range = values[order[^1]] - values[order[0]];
            distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
            for (int i = 1; i < order.Length - 1 && range > 0; i++) distances[order[i]] += (values[order[i + 1]] - values[order[i - 1]]) / range;
        }

        return [.. Enumerable.Range(0, front.Length).OrderByDescending(i => distances[i]).Select(i => front[i])];
    }
}
