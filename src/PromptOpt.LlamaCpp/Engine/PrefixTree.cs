namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// The beginnings that are at hand, as a radix tree: prompts with a common beginning share its nodes, and each node counts who holds it.
/// Lookups take time in proportion to the prompt, whatever number of sequences there is.
/// </summary>
internal sealed class PrefixTree
{
    private readonly PrefixNode root = new(null, []);

    /// <summary>Says what a holder holds now, instead of what it held.</summary>
    public void Place(PrefixHolder holder, ReadOnlySpan<int> entries)
    {
        Remove(holder);
        var node = root;
        while (entries.Length > 0)
        {
            var child = node.Children.GetValueOrDefault(entries[0]) ?? AddChild(node, entries);
            var common = child.Entries.AsSpan().CommonPrefixLength(entries);
            node = common < child.Entries.Length ? Split(child, common) : child;
            entries = entries[common..];
        }

        node.Holders.Add(holder);
        holder.Node = node;
        for (var above = node; above is not null; above = above.Parent) above.References++;
    }

    /// <summary>Takes a holder out.</summary>
    public static void Remove(PrefixHolder holder)
    {
        if (holder.Node is not { } node) return;
        node.Holders.Remove(holder);
        holder.Node = null;
        for (var above = node; above is not null; above = above.Parent) above.References--;
        Prune(node);
    }

    /// <summary>All holders with the number of entries that they share with a prompt, in falling order of that number.</summary>
    public IEnumerable<(PrefixHolder Holder, int Shared)> Matches(int[] prompt)
    {
        PrefixNode? below = null;
        foreach (var (node, shared) in PathOf(prompt))
        {
            foreach (var holder in node.All(except: below)) yield return (holder, shared);
            below = node;
        }
    }

    /// <summary>How many of its entries nobody else holds.</summary>
    public static int Loss(PrefixHolder holder)
    {
        var node = holder.Node;
        while (node is { References: 1, Parent: { } parent }) node = parent;
        return holder.Length - (node?.End ?? 0);
    }

    /// <summary>What a holder holds.</summary>
    public static int[] EntriesOf(PrefixHolder holder)
    {
        var entries = new int[holder.Length];
        for (var node = holder.Node; node?.Parent is not null; node = node.Parent) node.Entries.CopyTo(entries, node.Parent.End);
        return entries;
    }

    // From the deepest node that the prompt reaches up to the root.
    private Stack<(PrefixNode Node, int Shared)> PathOf(ReadOnlySpan<int> prompt)
    {
        var path = new Stack<(PrefixNode, int)>([(root, 0)]);
        var node = root;
        var shared = 0;
        while (shared < prompt.Length && node.Children.TryGetValue(prompt[shared], out var child))
        {
            var common = child.Entries.AsSpan().CommonPrefixLength(prompt[shared..]);
            path.Push((child, shared += common));
            if (common < child.Entries.Length) break;
            node = child;
        }

        return path;
    }

    private static PrefixNode AddChild(PrefixNode node, ReadOnlySpan<int> entries) =>
        node.Children[entries[0]] = new PrefixNode(node, entries.ToArray());

    private static PrefixNode Split(PrefixNode node, int length)
    {
        var upper = new PrefixNode(node.Parent, node.Entries[..length]) { References = node.References };
        node.Parent!.Children[upper.Entries[0]] = upper;
        node.Parent = upper;
        node.Entries = node.Entries[length..];
        upper.Children[node.Entries[0]] = node;
        return upper;
    }

    // Nodes that nobody holds go; a node that only leads to one other becomes one with it.
    private static void Prune(PrefixNode node)
    {
        while (node is { References: 0, Parent: { } parent })
        {
            parent.Children.Remove(node.Entries[0]);
            node = parent;
        }

        if (node is not { Parent: { } above, Holders.Count: 0, Children.Count: 1 }) return;
        var only = node.Children.Values.First();
        only.Entries = [.. node.Entries, .. only.Entries];
        only.Parent = above;
        above.Children[only.Entries[0]] = only;
    }
}
