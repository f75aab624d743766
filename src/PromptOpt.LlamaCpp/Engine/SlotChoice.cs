namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Where a request goes and how much of its prompt is already there.</summary>
/// <param name="Target">A free slot.</param>
/// <param name="Donor">Another slot or a saved state to take the beginning from; null when the target holds it itself.</param>
/// <param name="Reused">Entries of the prompt that need not be computed.</param>
internal readonly record struct SlotChoice(Slot Target, PrefixHolder? Donor, int Reused)
{
    /// <summary>A copy must save at least this many tokens; below, computing them again is as cheap.</summary>
    public const int CopyThreshold = 16;

    /// <summary>Content that nobody else holds counts in steps, so that a row's own few tokens do not.</summary>
    public const int LossStep = 128;

    /// <summary>Chooses the slot that saves the most computation, or nothing when all are busy.</summary>
    public static SlotChoice? For(PrefixTree tree, IReadOnlyList<Slot> slots, int[] prompt)
    {
        if (!slots.Any(slot => slot.IsFree)) return null;
        (PrefixHolder? Holder, int Shared) best = (null, 0);
        var holding = new Dictionary<Slot, int>();
        foreach (var (holder, shared) in tree.Matches(prompt))
        {
            if (best.Holder is null || (best.Holder is SavedPrefix && shared == best.Shared)) best = (holder, shared);
            if (best.Shared < CopyThreshold || shared < best.Shared - CopyThreshold) break;
            if (holder is Slot { IsFree: true } free) holding[free] = shared;
        }

        if (Best(holding.Keys, slot => (-holding[slot] / CopyThreshold, 0L)) is { } own)
            return new SlotChoice(own, null, PrefillPlan.Reusable(prompt, holding[own]));
        var target = Best(slots, LeastValuable)!;
        return best.Shared >= CopyThreshold
            ? new SlotChoice(target, best.Holder, PrefillPlan.Reusable(prompt, best.Shared))
            : new SlotChoice(target, null, 0);

        // The native code computes a run of neighbouring slots in one go and reads all weights again for the next run, so a neighbour of a busy
        // slot comes before any other.
        Slot? Best(IEnumerable<Slot> candidates, Func<Slot, (int, long)> value) =>
            candidates.Where(slot => slot.IsFree).MinBy(slot => (IsBusy(slot.Id - 1) || IsBusy(slot.Id + 1) ? 0 : 1, value(slot), slot.Id));

        bool IsBusy(int id) => id >= 0 && id < slots.Count && !slots[id].IsFree;
    }

    // What is missed least: nothing, then what others hold as well, then the longest unused.
    private static (int Loss, long LastUsed) LeastValuable(Slot slot) => (PrefixTree.Loss(slot) / LossStep, slot.Length == 0 ? 0 : slot.LastUsed);
}
