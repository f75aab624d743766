namespace PromptOpt.Grammars;

/// <summary>Lays a grammar out as states (Thompson's construction), with a limit on their number.</summary>
internal sealed class NetworkBuilder
{
    private const int MostStates = 200_000;
    private const int FewCopies = 3;

    private readonly GrammarRules _rules;
    private readonly string _source;
    private readonly Dictionary<string, int> _ids = [];
    private readonly Dictionary<GrammarNode, int> _shared = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(int Rule, GrammarNode Body)> _todo = [];
    private readonly List<string?> _names = [];

    private NetworkBuilder(GrammarRules rules, string source)
    {
        (_rules, _source) = (rules, source);
        foreach (var rule in rules.All) _ids[rule.Name] = NewRule(rule.Name, rule.Body);
    }

    /// <summary>For each state, where it leads without taking anything.</summary>
    public List<List<int>> Free { get; } = [];

    /// <summary>For each state, the bytes it takes.</summary>
    public List<List<(byte Low, byte High, int Target)>> Bytes { get; } = [];

    /// <summary>For each state, the rules it calls.</summary>
    public List<List<(int Rule, int Return)>> Calls { get; } = [];

    /// <summary>For each rule, its first state.</summary>
    public List<int> Starts { get; } = [];

    /// <summary>For each rule, its last state.</summary>
    public List<int> Ends { get; } = [];

    /// <summary>Whether a rule allows the empty text.</summary>
    public bool IsNullable(int rule) => _names[rule] is { } name && _rules.IsNullable(name);

    /// <summary>Lays out all rules.</summary>
    /// <exception cref="BadInputException">The grammar is too large.</exception>
    public static GrammarNetwork Build(GrammarRules rules, string source)
    {
        var builder = new NetworkBuilder(rules, source);
        while (builder._todo.TryDequeue(out var next)) builder.Connect(next.Body, builder.Starts[next.Rule], builder.Ends[next.Rule]);
        return new NetworkClosure(builder, source).Finish(builder._ids[rules.Root.Name]);
    }

    private int NewRule(string? name, GrammarNode body)
    {
        _names.Add(name);
        Starts.Add(NewState());
        Ends.Add(NewState());
        _todo.Enqueue((_names.Count - 1, body));
        return _names.Count - 1;
    }

    private int NewState()
    {
        if (Free.Count >= MostStates)
            throw new BadInputException($"{_source}: the grammar is too large (more than {MostStates} states); use smaller numbers in its repetitions, or '*'");
        Free.Add([]);
        Bytes.Add([]);
        Calls.Add([]);
        return Free.Count - 1;
    }

    private void Connect(GrammarNode node, int from, int to)
    {
        switch (node)
        {
            case CharacterNode character: Connect(character.Characters, from, to); break;
            case RuleNode rule: Calls[from].Add((_ids[rule.Name], to)); break;
            case ChoiceNode choice: foreach (var alternative in choice.Alternatives) Connect(alternative, from, to); break;
            case SequenceNode sequence: Connect(sequence, from, to); break;
            case RepeatNode repeat: Connect(repeat, from, to); break;
            default: throw new InvalidOperationException($"a grammar cannot hold {node}");
        }
    }

    private void Connect(SequenceNode sequence, int from, int to)
    {
        foreach (var part in sequence.Parts)
        {
            var next = NewState();
            Connect(part, from, next);
            from = next;
        }
        Free[from].Add(to);
    }

    private void Connect(RepeatNode repeat, int from, int to)
    {
        var copies = repeat.High ?? repeat.Low + 1;
        var body = copies > FewCopies && repeat.Body is not RuleNode ? Shared(repeat.Body) : repeat.Body;
        for (var i = 0; i < repeat.Low; i++) from = Copy(body, from);
        if (repeat.High is null)
        {
            var loop = NewState();
            Free[from].Add(loop);
            Connect(body, loop, loop);
            from = loop;
        }

        for (var i = repeat.Low; i < repeat.High; i++)
        {
            Free[from].Add(to);
            from = Copy(body, from);
        }
        Free[from].Add(to);
    }

    private int Copy(GrammarNode body, int from)
    {
        var next = NewState();
        Connect(body, from, next);
        return next;
    }

    // Many copies call one rule instead of holding the body each. A body that allows the empty text is copied, as the call could not be passed over.
    private GrammarNode Shared(GrammarNode body) =>
        _rules.IsNullable(body) ? body : new RuleNode(SharedName(body), default);

    private string SharedName(GrammarNode body)
    {
        if (!_shared.TryGetValue(body, out var rule))
        {
            _shared[body] = rule = NewRule(null, body);
            _ids[$"{rule}*"] = rule; // no rule of a grammar can have this name
        }
        return $"{rule}*";
    }

    private void Connect(CodePointSet characters, int from, int to)
    {
        var tails = new Dictionary<(byte, byte, int), int>();
        foreach (var sequence in characters.Ranges.SelectMany(range => Utf8Ranges.Of(range.Low, range.High)))
        {
            var target = to;
            for (var i = sequence.Length - 1; i > 0; i--) target = Tail(sequence[i], target, tails);
            Bytes[from].Add((sequence[0].Low, sequence[0].High, target));
        }
    }

    private int Tail((byte Low, byte High) range, int target, Dictionary<(byte, byte, int), int> tails)
    {
        var key = (range.Low, range.High, target);
        if (tails.TryGetValue(key, out var state)) return state;
        state = tails[key] = NewState();
        Bytes[state].Add((range.Low, range.High, target));
        return state;
    }
}
