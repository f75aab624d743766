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
        if (LeastValuable(slots) is not { } target) return null;
        (PrefixHolder? Holder, int Shared) best = (null, 0);
        foreach (var (holder, shared) in tree.Matches(prompt))
        {
            if (best.Holder is null || (best.Holder is SavedPrefix && shared == best.Shared)) best = (holder, shared);
            if (best.Shared < CopyThreshold || shared < best.Shared - CopyThreshold) break;
            if (holder is Slot { IsFree: true } free) return new SlotChoice(free, null, PrefillPlan.Reusable(prompt, shared));
        }

        return best.Shared >= CopyThreshold
            ? new SlotChoice(target, best.Holder, PrefillPlan.Reusable(prompt, best.Shared))
            : new SlotChoice(target, null, 0);
    }

    // The free slot whose content is missed least: an empty one, then one whose content others hold as well, then the longest unused. The
    // lowest number among equals keeps the slots in use side by side, so that the native code computes them in one go.
    private static Slot? LeastValuable(IReadOnlyList<Slot> slots)
    {
        Slot? best = null;
        var lowest = (Loss: int.MaxValue, LastUsed: long.MaxValue);
        foreach (var slot in slots)
        {
            if (!slot.IsFree) continue;
            var value = (PrefixTree.Loss(slot) / LossStep, slot.Length == 0 ? 0 : slot.LastUsed);
            if (best is not null && value.CompareTo(lowest) >= 0) continue;
            (best, lowest) = (slot, value);
        }

        return best;
    }
}
