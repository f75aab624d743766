namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// The sequences of the context and what they hold. A request gets the slot that saves the most computation; a long beginning that nobody
/// else holds is saved before its slot is given to another request.
/// </summary>
internal sealed class SequencePool
{
    private readonly ISequenceDecoder decoder;
    private readonly EngineCounters counters;
    private readonly PrefixTree tree = new();
    private readonly Slot[] slots;
    private readonly SavedPrefixes saved;
    private long uses;

    public SequencePool(ISequenceDecoder decoder, EngineCounters counters, long savedBytes)
    {
        this.decoder = decoder;
        this.counters = counters;
        slots = [.. Enumerable.Range(0, decoder.SequenceCount).Select(id => new Slot(id))];
        saved = new SavedPrefixes(tree, savedBytes);
    }

    public IReadOnlyList<Slot> Slots => slots;

    /// <summary>The best slot for a prompt now; null when all work.</summary>
    public SlotChoice? Choose(int[] prompt) => SlotChoice.For(tree, slots, prompt);

    /// <summary>Gives a request its slot, with the beginning of its prompt in place.</summary>
    public void Occupy(SequenceJob job, SlotChoice choice)
    {
        var (slot, donor, reused) = choice;
        if (donor is not null) donor.LastUsed = ++uses;
        SaveWhatWouldBeLost(slot, donor is null ? reused : 0);
        if (donor is Slot live) decoder.Copy(live.Id, slot.Id);
        if (donor is SavedPrefix prefix && !Restore(prefix, slot)) reused = 0;
        Hold(slot, job.Prompt.AsSpan(0, reused));
        slot.LastUsed = ++uses;
        job.Occupy(slot, reused);
        counters.Reused(reused);
    }

    /// <summary>Takes note that a request's prompt has been computed so far.</summary>
    public void Computed(SequenceJob job) => tree.Place(job.Slot!, job.Prompt.AsSpan(0, job.Computed));

    /// <summary>Takes a slot back. What can be built upon stays in it, the rest is forgotten.</summary>
    /// <param name="job">The request that leaves.</param>
    /// <param name="entries">What the slot holds that later requests may build on.</param>
    public void Release(SequenceJob job, ReadOnlySpan<int> entries)
    {
        var slot = job.Slot!;
        slot.Job = null;
        slot.LastUsed = ++uses;
        Hold(slot, entries);
    }

    /// <summary>Frees all memory outside the context.</summary>
    public void ForgetSaved() => saved.Clear();

    private void Hold(Slot slot, ReadOnlySpan<int> entries)
    {
        decoder.Truncate(slot.Id, entries.Length);
        tree.Place(slot, entries);
    }

    private void SaveWhatWouldBeLost(Slot slot, int stays)
    {
        var lost = Math.Min(slot.Length - stays, PrefixTree.Loss(slot));
        if (lost < SlotChoice.LossStep || 2 * lost < slot.Length) return; // a row's own few tokens are computed faster than kept
        if (!saved.Fits(decoder.StateSize(slot.Id)) || decoder.Save(slot.Id) is not { } state) return;
        saved.Keep(new SavedPrefix(state) { LastUsed = slot.LastUsed }, PrefixTree.EntriesOf(slot));
        counters.Saved(slot.Length);
    }

    private bool Restore(SavedPrefix prefix, Slot slot)
    {
        if (prefix.Node is null) return false; // it had to go for what was saved just now
        if (decoder.Restore(prefix.State, slot.Id))
        {
            counters.Restored(prefix.Length);
            return true;
        }

        saved.Drop(prefix);
        return false;
    }
}
