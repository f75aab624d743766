namespace PromptOpt.LlamaCpp.Engine;

/// <summary>A stretch of entries that the same holders share, and what can follow it.</summary>
internal sealed class PrefixNode(PrefixNode? parent, int[] entries)
{
    public PrefixNode? Parent { get; set; } = parent;

    /// <summary>The stretch; empty for the root only.</summary>
    public int[] Entries { get; set; } = entries;

    /// <summary>Entries from the beginning of the prompt to the end of the stretch.</summary>
    public int End { get; init; } = (parent?.End ?? 0) + entries.Length;

    public Dictionary<int, PrefixNode> Children { get; } = [];

    /// <summary>Those whose beginning ends here.</summary>
    public List<PrefixHolder> Holders { get; } = [];

    /// <summary>Holders here and below.</summary>
    public int References { get; set; }

    /// <summary>All holders here and below, but for those below one child.</summary>
    public IEnumerable<PrefixHolder> All(PrefixNode? except = null)
    {
        foreach (var holder in Holders) yield return holder;
        foreach (var child in Children.Values)
        {
            if (child == except) continue;
            foreach (var holder in child.All()) yield return holder;
        }
    }
}
