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
    private readonly List<IReadOnlyList<ScoreStep>> branches = [];

    public ScorePlan(IEnumerable<IReadOnlyList<int>> continuations, bool includeEnd, int endToken)
    {
        trie = new TokenTrie(continuations);
        this.includeEnd = includeEnd;
        this.endToken = endToken;
        RootReads = ReadsAt(trie.Root);
        AllEnds = [.. Enumerable.Range(0, trie.Ends.Count)];
        foreach (var child in trie.Root.Children)
        {
            var steps = new List<ScoreStep>();
            Visit(child, [], steps);
            if (steps.Count > 0) branches.Add(steps);
        }

        Steps = [.. branches.SelectMany(branch => branch)];
    }

    /// <summary>Distinct continuation tokens: the nodes of the trie.</summary>
    public int TokenCount => trie.Nodes.Count;

    /// <summary>Tokens of the longest continuation.</summary>
    public int LongestContinuation => trie.Ends.Max(end => end.Depth);

    /// <summary>What to read behind the prompt.</summary>
    public IReadOnlyList<ScoreRead> RootReads { get; }

    /// <summary>Every stretch, depth first.</summary>
    public IReadOnlyList<ScoreStep> Steps { get; }

    /// <summary>The same, those with a common first token together. Any order of branches can be computed, but no other order within one.</summary>
    public IReadOnlyList<IReadOnlyList<ScoreStep>> Branches => branches;

    /// <summary>The places of all continuations in the request.</summary>
    public IReadOnlyList<int> AllEnds { get; }

    /// <summary>Room for one log-probability a node and one for the end of the turn behind it; not a number until it is read.</summary>
    public double[] NewValues()
    {
        var values = new double[2 * trie.Nodes.Count];
        Array.Fill(values, double.NaN);
        return values;
    }

    /// <summary>Log-probability of a continuation from the values read; not a number while one is missing.</summary>
    public double Total(int continuation, double[] values)
    {
        var end = trie.Ends[continuation];
        var total = includeEnd ? values[trie.Nodes.Count + end.Id] : 0;
        for (var node = end; node.Parent is not null; node = node.Parent) total += values[node.Id];
        return total;
    }

    /// <summary>The same from what is known alone: an upper bound.</summary>
    public double KnownTotal(int continuation, double[] values) =>
        PathTo(trie.Ends[continuation]).Select(node => values[node]).Where(value => !double.IsNaN(value)).Sum();

    private void Visit(TokenTrie.Node node, List<TokenTrie.Node> open, List<ScoreStep> steps)
    {
        if (!MustBeComputed(node)) return;
        open.Add(node);
        foreach (var child in node.Children) Visit(child, open, steps);
        Close(open, steps);
    }

    // The first leaf reached closes the stretch; its siblings begin new ones.
    private void Close(List<TokenTrie.Node> open, List<ScoreStep> steps)
    {
        foreach (var part in open.Chunk(LongestStep))
            steps.Add(new ScoreStep(part[0].Depth - 1, [.. part.Select(node => node.Token)], [.. part.Select(ReadsAt)], PathTo(part[0]), EndsBelow(part[0])));
        open.Clear();
    }

    private static List<int> PathTo(TokenTrie.Node last)
    {
        var path = new List<int>();
        for (var node = last; node.Parent is not null; node = node.Parent) path.Insert(0, node.Id);
        return path;
    }

    private int[] EndsBelow(TokenTrie.Node top) => [.. AllEnds.Where(end => PathTo(trie.Ends[end]).Contains(top.Id))];

    private bool MustBeComputed(TokenTrie.Node node) => node.Children.Count > 0 || (includeEnd && node.IsEnd);

    private List<ScoreRead> ReadsAt(TokenTrie.Node node)
    {
        var reads = node.Children.ConvertAll(child => new ScoreRead(child.Token, child.Id));
        if (includeEnd && node.IsEnd) reads.Add(new ScoreRead(endToken, trie.Nodes.Count + node.Id));
        return reads;
    }
}
