using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Where a request goes and how much of its prompt is already there.</summary>
/// <param name="Target">A free slot.</param>
/// <param name="Donor">Another slot to copy the beginning from; null when the target holds it itself.</param>
/// <param name="Reused">Tokens of the prompt that need not be computed.</param>
internal readonly record struct SlotChoice(Slot Target, Slot? Donor, int Reused)
{
    /// <summary>A copy must save at least this many tokens; below, computing them again is as cheap.</summary>
    public const int CopyThreshold = 16;

    /// <summary>
    /// The last piece of a prompt is never a single token (see <see cref="PrefillPlan"/>), so at most all but two can be reused.
    /// </summary>
    private const int NeverReused = 2;

    /// <summary>Content that another slot lacks counts in steps, so that a row's own few tokens do not.</summary>
    private const int LossStep = 128;

    /// <summary>Chooses the slot that saves the most computation, or nothing when all are busy.</summary>
    public static SlotChoice? For(IReadOnlyList<Slot> slots, ReadOnlySpan<int> prompt)
    {
        var limit = Math.Max(prompt.Length - NeverReused, 0);
        var (ownSlot, own) = LongestPrefix(slots, prompt, limit, freeOnly: true);
        if (ownSlot is null) return null;
        var (donor, shared) = LongestPrefix(slots, prompt, limit, freeOnly: false);
        if (shared >= own + CopyThreshold) return new SlotChoice(LeastValuable(slots), donor, shared);
        return own >= CopyThreshold ? new SlotChoice(ownSlot, null, own) : Restart(LeastValuable(slots), prompt, limit);
    }

    private static SlotChoice Restart(Slot slot, ReadOnlySpan<int> prompt, int limit) =>
        new(slot, null, Math.Min(slot.CommonPrefix(prompt), limit));

    private static (Slot? Slot, int Length) LongestPrefix(IReadOnlyList<Slot> slots, ReadOnlySpan<int> prompt, int limit, bool freeOnly)
    {
        (Slot? Slot, int Length) best = (null, -1);
        foreach (var slot in slots)
        {
            if (freeOnly && !slot.IsFree) continue;
            var length = Math.Min(slot.CommonPrefix(prompt), limit);
            if (length > best.Length) best = (slot, length);
        }

        return best;
    }

    // The free slot whose content is missed least: an empty one, then one whose content another slot holds as well, then the longest
    // unused. The lowest number among equals keeps the slots in use side by side, so that the native code computes them in one go.
    private static Slot LeastValuable(IReadOnlyList<Slot> slots)
    {
        Slot? best = null;
        var lowest = (Loss: int.MaxValue, LastUsed: long.MaxValue);
        foreach (var slot in slots)
        {
            if (!slot.IsFree) continue;
            var value = (Loss(slots, slot) / LossStep, slot.Tokens.Count == 0 ? 0 : slot.LastUsed);
            if (best is not null && value.CompareTo(lowest) >= 0) continue;
            (best, lowest) = (slot, value);
        }

        return best!;
    }

    private static int Loss(IReadOnlyList<Slot> slots, Slot slot)
    {
        var elsewhere = 0;
        var tokens = CollectionsMarshal.AsSpan(slot.Tokens);
        foreach (var other in slots)
        {
            if (other != slot) elsewhere = Math.Max(elsewhere, other.CommonPrefix(tokens));
        }

        return tokens.Length - elsewhere;
    }
}
