namespace PromptOpt.Tuning.Llambo.Wording;

/// <summary>Which rows of a history a model sees, and in which order.</summary>
internal static class HistoryRows
{
    /// <summary>What was tried to an end: all of it, or half of the room for the best and half for the latest; in the order of the trials.</summary>
    public static IReadOnlyList<Observation> Choose(IReadOnlyList<Observation> history, int most)
    {
        var ended = history.Where(o => o.State != ObservationState.Pending).ToList();
        if (ended.Count <= most) return ended;
        var best = ended.Where(o => o.State == ObservationState.Complete).OrderByDescending(o => o.Value).ThenBy(o => o.Number).Take((most + 1) / 2).ToHashSet();
        foreach (var latest in ended.AsEnumerable().Reverse())
        {
            if (best.Count >= most) break;
            best.Add(latest);
        }

        return [.. ended.Where(best.Contains)];
    }
}
