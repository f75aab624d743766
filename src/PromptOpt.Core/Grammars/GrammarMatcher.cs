namespace PromptOpt.Grammars;

/// <summary>
/// Computes how a grammar goes on byte by byte. What was computed once is kept, so that the many answers under one grammar share it.
/// Safe for concurrent use.
/// </summary>
internal sealed class GrammarMatcher
{
    private const int MostKept = 20_000;
    private const int MostPositions = 50_000;

    private readonly GrammarNetwork _network;
    private readonly Lock _lock = new();
    private readonly Dictionary<NumberKey, GrammarState> _states = [];
    private readonly Dictionary<NumberKey, StackNode> _nodes = [];
    private readonly Closure _closure;
    private int _lastNode;

    public GrammarMatcher(GrammarNetwork network)
    {
        _network = network;
        _closure = new Closure(this);
        _closure.Begin(network.Root);
        Start = _closure.Finish()!;
    }

    /// <summary>The state before the first byte.</summary>
    public GrammarState Start { get; }

    /// <summary>The state after one more byte; null if the grammar rejects it.</summary>
    public GrammarState? Step(GrammarState from, byte value)
    {
        lock (_lock)
        {
            foreach (var (state, node) in from.Positions)
                foreach (var (low, high, target) in _network.Bytes[state])
                    if (low <= value && value <= high)
                        _closure.Enter(target, node);
            return _closure.Finish();
        }
    }

    private StackNode Node((int Return, StackNode? Below)[] frames)
    {
        Array.Sort(frames, static (left, right) => Pack(left.Return, left.Below).CompareTo(Pack(right.Return, right.Below)));
        var key = new NumberKey(Array.ConvertAll(frames, static frame => Pack(frame.Return, frame.Below)));
        if (!_nodes.TryGetValue(key, out var node)) _nodes[key] = node = new StackNode(++_lastNode, frames);
        return node;
    }

    private GrammarState State((int State, StackNode Node)[] positions, bool canEnd)
    {
        Array.Sort(positions, static (left, right) => Pack(left.State, left.Node).CompareTo(Pack(right.State, right.Node)));
        if (positions.Length > MostPositions)
            throw new BadInputException("the answer's grammar is too ambiguous: too many ways to read one text; make its alternatives differ earlier");
        var key = new NumberKey([canEnd ? 1 : 0, .. positions.Select(position => Pack(position.State, position.Node))]);
        if (_states.TryGetValue(key, out var state)) return state;
        if (_states.Count >= MostKept)
        {
            _states.Clear(); // answers under way keep theirs
            _nodes.Clear();
        }
        return _states[key] = new GrammarState(this, _network.Classes, _network.ClassCount, positions, canEnd);
    }

    private static long Pack(int state, StackNode? node) => ((long)state << 32) | (uint)(node?.Id ?? 0);

    /// <summary>All positions that can be reached without taking a byte. Empty again when finished, for the next step.</summary>
    private sealed class Closure(GrammarMatcher matcher)
    {
        private readonly HashSet<(int State, StackNode Node)> _seen = [];
        private readonly Stack<(int State, StackNode Node)> _open = [];
        private readonly List<(int State, StackNode Node)> _taking = [];
        private readonly Dictionary<int, (int Rule, HashSet<(int Return, StackNode? Below)> Frames)> _calls = [];
        private bool _canEnd;

        public void Begin(int root)
        {
            Call(root, StackNode.Finish, null);
            _canEnd = matcher._network.Ends[matcher._network.Starts[root]];
        }

        public void Enter(int state, StackNode node)
        {
            if (_seen.Add((state, node))) _open.Push((state, node));
        }

        // Where nothing is left to do after the return, the call returns to where this rule would: repetitions do not pile up.
        private void Call(int rule, int returnTo, StackNode? below)
        {
            var rank = matcher._network.Ranks[rule];
            if (!_calls.TryGetValue(rank, out var call)) _calls[rank] = call = (rule, []);
            if (below is not null && matcher._network.OnlyEnds(returnTo)) call.Frames.UnionWith(below.Frames);
            else call.Frames.Add((returnTo, below));
        }

        /// <summary>The state; null if no position is left.</summary>
        public GrammarState? Finish()
        {
            Drain();
            while (_calls.Count > 0)
            {
                var rank = _calls.Keys.Min();
                _calls.Remove(rank, out var call);
                var node = matcher.Node([.. call.Frames]);
                Take(matcher._network.Starts[call.Rule], node);
            }
            var (positions, canEnd) = (_taking.ToArray(), _canEnd);
            _seen.Clear();
            _taking.Clear();
            _canEnd = false;
            return positions.Length == 0 && !canEnd ? null : matcher.State(positions, canEnd);
        }

        private void Drain()
        {
            while (_open.TryPop(out var position))
            {
                Take(position.State, position.Node);
                if (matcher._network.Ends[position.State]) Return(position.Node);
            }
        }

        private void Take(int state, StackNode node)
        {
            if (matcher._network.Bytes[state].Length > 0) _taking.Add((state, node));
            foreach (var (rule, returnTo) in matcher._network.Calls[state]) Call(rule, returnTo, node);
        }

        // A rule that was called just now never returns at once: the network passes over calls of rules that allow the empty text.
        private void Return(StackNode node)
        {
            foreach (var (returnTo, below) in node.Frames)
            {
                if (returnTo == StackNode.Finish) _canEnd = true;
                else Enter(returnTo, below!);
            }
        }
    }
}
