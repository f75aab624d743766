namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Something that holds the computed beginning of a prompt: a live sequence, or a state saved in memory.</summary>
internal abstract class PrefixHolder
{
    /// <summary>Where its beginning ends in the tree; null while it is in none.</summary>
    public PrefixNode? Node { get; set; }

    /// <summary>Entries that it holds.</summary>
    public int Length => Node?.End ?? 0;

    /// <summary>Counts up with every use, so that the longest unused holder can be found.</summary>
    public long LastUsed { get; set; }
}
