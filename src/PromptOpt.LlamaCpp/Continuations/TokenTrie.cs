namespace PromptOpt.LlamaCpp.Continuations;

/// <summary>Token sequences with their shared beginnings merged. Nodes are numbered from 0 in order of appearance; the root has none.</summary>
internal sealed class TokenTrie
{
    private readonly List<Node> nodes = [];

    public TokenTrie(IEnumerable<IReadOnlyList<int>> sequences)
    {
        foreach (var sequence in sequences) Add(sequence);
    }

    public Node Root { get; } = new(-1, -1, 0, null);

    public IReadOnlyList<Node> Nodes => nodes;

    /// <summary>The last node of each sequence, in the order given.</summary>
    public List<Node> Ends { get; } = [];

    private void Add(IReadOnlyList<int> sequence)
    {
        if (sequence.Count == 0) throw new ArgumentException("A continuation has no tokens.", nameof(sequence));
        var node = Root;
        foreach (var token in sequence)
        {
            var child = node.Children.Find(existing => existing.Token == token);
            if (child is null)
            {
                child = new Node(nodes.Count, token, node.Depth + 1, node);
                nodes.Add(child);
                node.Children.Add(child);
            }

            node = child;
        }

        node.IsEnd = true;
        Ends.Add(node);
    }

    internal sealed class Node(int id, int token, int depth, Node? parent)
    {
        public int Id { get; } = id;

        public int Token { get; } = token;

        public int Depth { get; } = depth;

        public Node? Parent { get; } = parent;

        public List<Node> Children { get; } = [];

        /// <summary>Whether a sequence ends here.</summary>
        public bool IsEnd { get; set; }
    }
}
