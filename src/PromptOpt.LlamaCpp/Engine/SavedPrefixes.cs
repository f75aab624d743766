namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Saved beginnings inside a memory budget; the longest unused go first.</summary>
internal sealed class SavedPrefixes(PrefixTree tree, long budget)
{
    private readonly List<SavedPrefix> kept = [];
    private long size;

    /// <summary>Whether a beginning of this size may be kept at all.</summary>
    public bool Fits(long bytes) => bytes <= budget;

    /// <summary>Keeps a beginning, and lets go of others until it fits.</summary>
    public void Keep(SavedPrefix prefix, ReadOnlySpan<int> entries)
    {
        while (size + prefix.State.Size > budget) Drop(kept.MinBy(saved => saved.LastUsed)!);
        kept.Add(prefix);
        size += prefix.State.Size;
        tree.Place(prefix, entries);
    }

    /// <summary>Lets go of one.</summary>
    public void Drop(SavedPrefix prefix)
    {
        kept.Remove(prefix);
        PrefixTree.Remove(prefix);
        size -= prefix.State.Size;
        prefix.State.Dispose();
    }

    /// <summary>Lets go of all.</summary>
    public void Clear()
    {
        while (kept.Count > 0) Drop(kept[^1]);
    }
}
