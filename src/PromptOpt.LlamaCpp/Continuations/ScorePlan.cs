namespace PromptOpt.LlamaCpp.Continuations;

/// <summary>
/// The order in which a trie of continuations is computed: depth first, each stretch from a branching point down to a leaf in one call.
/// It depends on the continuations alone, so requests with the same ones can take every step together.
/// </summary>
internal sealed class ScorePlan
{
    /// <summary>Longer stretches are cut, so that a few requests always fit one batch.</summary>
    private const int LongestStep = 32;

    private readonly TokenTrie trie;
    private readonly bool includeEnd;
    private readonly int endToken;
    private readonly List<ScoreStep> steps = [];

    public ScorePlan(IEnumerable<IReadOnlyList<int>> continuations, bool includeEnd, int endToken)
    {
        trie = new TokenTrie(continuations);
        this.includeEnd = includeEnd;
        this.endToken = endToken;
        RootReads = ReadsAt(trie.Root);
        var open = new List<TokenTrie.Node>();
        foreach (var child in trie.Root.Children) Visit(child, open);
    }

    /// <summary>Distinct continuation tokens: the nodes of the trie.</summary>
    public int TokenCount => trie.Nodes.Count;

    /// <summary>Tokens of the longest continuation.</summary>
    public int LongestContinuation => trie.Ends.Max(end => end.Depth);

    /// <summary>What to read behind the prompt.</summary>
    public IReadOnlyList<ScoreRead> RootReads { get; }

    public IReadOnlyList<ScoreStep> Steps => steps;

    /// <summary>Room for one log-probability a node and one for the end of the turn behind it.</summary>
    public double[] NewValues() => new double[2 * trie.Nodes.Count];

    /// <summary>Log-probability of each continuation from the values read.</summary>
    public double[] Totals(double[] values) => [.. trie.Ends.Select(end => Total(end, values))];

    private double Total(TokenTrie.Node end, double[] values)
    {
        var total = includeEnd ? values[trie.Nodes.Count + end.Id] : 0;
        for (var node = end; node.Parent is not null; node = node.Parent) total += values[node.Id];
        return total;
    }

    private void Visit(TokenTrie.Node node, List<TokenTrie.Node> open)
    {
        if (!MustBeComputed(node)) return;
        open.Add(node);
        foreach (var child in node.Children) Visit(child, open);
        Close(open);
    }

    // The first leaf reached closes the stretch; its siblings begin new ones.
    private void Close(List<TokenTrie.Node> open)
    {
        foreach (var part in open.Chunk(LongestStep))
            steps.Add(new ScoreStep(part[0].Depth - 1, [.. part.Select(node => node.Token)], [.. part.Select(ReadsAt)]));
        open.Clear();
    }

    private bool MustBeComputed(TokenTrie.Node node) => node.Children.Count > 0 || (includeEnd && node.IsEnd);

    private List<ScoreRead> ReadsAt(TokenTrie.Node node)
    {
        var reads = node.Children.ConvertAll(child => new ScoreRead(child.Token, child.Id));
        if (includeEnd && node.IsEnd) reads.Add(new ScoreRead(endToken, trie.Nodes.Count + node.Id));
        return reads;
    }
}
