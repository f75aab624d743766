namespace PromptOpt.Grammars;

/// <summary>Works out the steps that take nothing, so that matching never meets them.</summary>
internal sealed class NetworkClosure(NetworkBuilder builder, string source)
{
    private const int MostSteps = 5_000_000;

    private readonly (byte, byte, int)[][] _bytes = new (byte, byte, int)[builder.Free.Count][];
    private readonly (int Rule, int Return)[][] _calls = new (int, int)[builder.Free.Count][];
    private readonly bool[] _ends = new bool[builder.Free.Count];
    private readonly HashSet<int> _finals = [.. builder.Ends];
    private int _steps;

    /// <summary>The network.</summary>
    /// <exception cref="BadInputException">There are too many such steps.</exception>
    public GrammarNetwork Finish(int root)
    {
        for (var state = 0; state < builder.Free.Count; state++) Close(state);
        var (classes, count) = ByteClasses();
        return new GrammarNetwork
        {
            Bytes = _bytes,
            Calls = _calls,
            Ends = _ends,
            Starts = builder.Starts,
            Ranks = Ranks(),
            Root = root,
            Classes = classes,
            ClassCount = count,
        };
    }

    private void Close(int start)
    {
        var seen = new HashSet<int> { start };
        var open = new Stack<int>([start]);
        var (bytes, calls) = (new HashSet<(byte, byte, int)>(), new HashSet<(int, int)>());
        while (open.TryPop(out var state))
        {
            bytes.UnionWith(builder.Bytes[state]);
            calls.UnionWith(builder.Calls[state]);
            _ends[start] |= _finals.Contains(state);
            var passed = builder.Calls[state].Where(call => builder.IsNullable(call.Rule)).Select(call => call.Return);
            foreach (var next in builder.Free[state].Concat(passed))
                if (seen.Add(next))
                    open.Push(next);
        }

        if ((_steps += seen.Count + bytes.Count + calls.Count) > MostSteps)
            throw new BadInputException($"{source}: the grammar is too large; do not repeat parts many times that allow the empty text");
        (_bytes[start], _calls[start]) = ([.. bytes], [.. calls]);
    }

    private int[] Ranks()
    {
        var ranks = new int[builder.Starts.Count];
        var (seen, order) = (new bool[ranks.Length], new List<int>());
        for (var rule = 0; rule < ranks.Length; rule++) Visit(rule, seen, order);
        for (var i = 0; i < order.Count; i++) ranks[order[i]] = order.Count - i;
        return ranks;
    }

    // Depth first: a rule is written down after all that it calls at its beginning. There are no cycles, as left recursion was refused.
    private void Visit(int root, bool[] seen, List<int> order)
    {
        var open = new Stack<(int Rule, bool Done)>([(root, false)]);
        while (open.TryPop(out var next))
        {
            if (next.Done) order.Add(next.Rule);
            else if (!seen[next.Rule])
            {
                seen[next.Rule] = true;
                open.Push((next.Rule, true));
                foreach (var call in _calls[builder.Starts[next.Rule]].Where(call => !seen[call.Rule])) open.Push((call.Rule, false));
            }
        }
    }

    private (byte[] Classes, int Count) ByteClasses()
    {
        var begins = new bool[257];
        foreach (var (low, high, _) in builder.Bytes.SelectMany(edges => edges)) begins[low] = begins[high + 1] = true;
        var classes = new byte[256];
        for (var value = 1; value < 256; value++) classes[value] = (byte)(classes[value - 1] + (begins[value] ? 1 : 0));
        return (classes, classes[255] + 1);
    }
}
