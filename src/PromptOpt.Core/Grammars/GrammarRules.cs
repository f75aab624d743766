namespace PromptOpt.Grammars;

/// <summary>The rules of a grammar, checked: all names are known, none calls itself before it takes a character, and each can come to an end.</summary>
internal sealed class GrammarRules
{
    private readonly Dictionary<string, GrammarRule> _rules;
    private readonly string _source;
    private readonly HashSet<string> _nullable;

    /// <summary>Checks rules.</summary>
    /// <param name="rules">The rules; <paramref name="root"/> is where an answer begins.</param>
    /// <param name="root">Name of the first rule.</param>
    /// <param name="source">What to call the grammar in messages.</param>
    /// <exception cref="BadInputException">They are wrong; with <c>source:line:column</c>.</exception>
    public GrammarRules(IReadOnlyList<GrammarRule> rules, string root, string source)
    {
        _rules = rules.ToDictionary(rule => rule.Name);
        _source = source;
        All = rules;
        Root = _rules.GetValueOrDefault(root)
            ?? throw new BadInputException($"{source}:1:1: there is no rule '{root}', where every answer begins; add one{Spelling.Hint(root, _rules.Keys)}");
        CheckNames();
        _nullable = Grow(IsNullable);
        CheckLeftRecursion();
        CheckEnds();
    }

    /// <summary>All rules in order.</summary>
    public IReadOnlyList<GrammarRule> All { get; }

    /// <summary>Where an answer begins.</summary>
    public GrammarRule Root { get; }

    /// <summary>Whether the rule allows the empty text.</summary>
    public bool IsNullable(string rule) => _nullable.Contains(rule);

    /// <summary>Whether a part allows the empty text.</summary>
    public bool IsNullable(GrammarNode node) => IsNullable(node, _nullable);

    private void CheckNames()
    {
        var unknown = All.SelectMany(rule => Parts(rule.Body)).OfType<RuleNode>().Where(node => !_rules.ContainsKey(node.Name)).ToList();
        if (unknown.Count > 0)
            throw new BadInputException(string.Join('\n', unknown.Select(node =>
                $"{_source}:{node.Place}: there is no rule '{node.Name}'{Spelling.Hint(node.Name, _rules.Keys)}; add it, or put a text in quotes")));
    }

    private void CheckLeftRecursion()
    {
        var done = new HashSet<string>();
        foreach (var rule in All) Visit(rule.Name, [], done);
    }

    private void Visit(string name, List<string> path, HashSet<string> done)
    {
        if (done.Contains(name)) return;
        if (path.IndexOf(name) is >= 0 and var start)
        {
            var cycle = string.Join(" → ", path.Skip(start).Append(name));
            throw new BadInputException(
                $"{_source}:{_rules[name].Place}: the rule '{name}' calls itself before it takes a character ({cycle}); write the repetition with '*' or '+' instead");
        }
        path.Add(name);
        foreach (var next in First(_rules[name].Body).Distinct()) Visit(next, path, done);
        path.RemoveAt(path.Count - 1);
        done.Add(name);
    }

    private void CheckEnds()
    {
        var ending = Grow(CanEnd);
        var endless = All.Where(rule => !ending.Contains(rule.Name)).OrderBy(rule => rule.Place == default).FirstOrDefault(); // made rules have no place
        if (endless is not null)
            throw new BadInputException($"{_source}:{endless.Place}: the rule '{endless.Name}' never comes to an end, since each way through it calls it again; add an alternative that does not");
    }

    // The rules a part can begin with.
    private IEnumerable<string> First(GrammarNode node) => node switch
    {
        RuleNode rule => [rule.Name],
        ChoiceNode choice => choice.Alternatives.SelectMany(First),
        RepeatNode repeat => repeat.High == 0 ? [] : First(repeat.Body),
        SequenceNode sequence => sequence.Parts.TakeWhile((_, i) => sequence.Parts.Take(i).All(IsNullable)).SelectMany(First),
        _ => [],
    };

    private HashSet<string> Grow(Func<GrammarNode, HashSet<string>, bool> holds)
    {
        var known = new HashSet<string>();
        while (All.Where(rule => !known.Contains(rule.Name) && holds(rule.Body, known)).ToList() is { Count: > 0 } more)
            known.UnionWith(more.Select(rule => rule.Name));
        return known;
    }

    private static bool IsNullable(GrammarNode node, HashSet<string> known) => node switch
    {
        RuleNode rule => known.Contains(rule.Name),
        ChoiceNode choice => choice.Alternatives.Any(part => IsNullable(part, known)),
        RepeatNode repeat => repeat.Low == 0 || IsNullable(repeat.Body, known),
        SequenceNode sequence => sequence.Parts.All(part => IsNullable(part, known)),
        _ => false,
    };

    private static bool CanEnd(GrammarNode node, HashSet<string> known) => node switch
    {
        RuleNode rule => known.Contains(rule.Name),
        ChoiceNode choice => choice.Alternatives.Any(part => CanEnd(part, known)),
        RepeatNode repeat => repeat.Low == 0 || CanEnd(repeat.Body, known),
        SequenceNode sequence => sequence.Parts.All(part => CanEnd(part, known)),
        _ => true,
    };

    private static IEnumerable<GrammarNode> Parts(GrammarNode node) => node switch
    {
        ChoiceNode choice => choice.Alternatives.SelectMany(Parts),
        RepeatNode repeat => Parts(repeat.Body),
        SequenceNode sequence => sequence.Parts.SelectMany(Parts),
        _ => [node],
    };
}
