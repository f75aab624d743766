using System.Text;
using PromptOpt.Grammars;

namespace PromptOpt.Tests.Grammars;

/// <summary>A small random grammar, its text in GBNF, texts drawn from it, and a slow matcher that tries everything.</summary>
internal sealed class RandomGrammar
{
    private const int Rules = 3;
    private static readonly string[] Letters = ["a", "b", "é", "😀"];

    private readonly Random random;
    private readonly List<GrammarNode> bodies = [];

    public RandomGrammar(int seed)
    {
        random = new Random(seed);
        for (var i = 0; i < Rules; i++) bodies.Add(Node(3));
    }

    public string Text => string.Join('\n', bodies.Select((body, i) => $"{Name(i)} ::= {Write(body)}"));

    /// <summary>A text of the grammar; null when it grew too long.</summary>
    public string? Sample()
    {
        var text = new StringBuilder();
        return Sample(bodies[0], text, 12) ? text.ToString() : null;
    }

    /// <summary>A text of letters, which the grammar may reject.</summary>
    public string Noise() => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Letters[random.Next(Letters.Length)]));

    public bool Accepts(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        return Ends(bodies[0], runes, 0).Contains(runes.Length);
    }

    private GrammarNode Node(int depth) => random.Next(depth > 0 ? 9 : 2) switch
    {
        0 or 1 or 2 => GrammarNode.Text(Letters[random.Next(Letters.Length)]),
        3 => new CharacterNode(random.Next(3) switch
        {
            0 => CodePointSet.Of(('a', 'é')),
            1 => CodePointSet.Of(('a', 'a'), (0x1F600, 0x1F600)).Complement(),
            _ => CodePointSet.All,
        }),
        4 => new RuleNode(Name(random.Next(Rules)), default),
        5 => GrammarNode.Choice(Node(depth - 1), Node(depth - 1)),
        6 => Repeat(Node(depth - 1)),
        7 => GrammarNode.Nothing,
        _ => GrammarNode.Sequence(Node(depth - 1), Node(depth - 1)),
    };

    private RepeatNode Repeat(GrammarNode body)
    {
        var low = random.Next(3);
        return new RepeatNode(body, low, random.Next(2) == 0 ? null : low + random.Next(5));
    }

    private static string Name(int rule) => rule == 0 ? "root" : $"rule-{rule}";

    private static string Write(GrammarNode node) => node switch
    {
        CharacterNode character => $"[{string.Concat(character.Characters.Ranges.Select(range => $@"\U{range.Low:X8}-\U{range.High:X8}"))}]",
        SequenceNode sequence => $"({string.Join(' ', sequence.Parts.Select(Write))})",
        ChoiceNode choice => $"({string.Join(" | ", choice.Alternatives.Select(Write))})",
        RepeatNode { Low: 0, High: null } repeat => $"({Write(repeat.Body)})*",
        RepeatNode { Low: 1, High: null } repeat => $"({Write(repeat.Body)})+",
        RepeatNode { Low: 0, High: 1 } repeat => $"({Write(repeat.Body)})?",
        RepeatNode repeat => $"({Write(repeat.Body)}){{{repeat.Low},{repeat.High}}}",
        RuleNode rule => rule.Name,
        _ => throw new InvalidOperationException(),
    };

    private bool Sample(GrammarNode node, StringBuilder text, int depth)
    {
        if (depth < 0 || text.Length > 40) return false;
        switch (node)
        {
            case CharacterNode character:
                var fitting = Letters.Where(letter => character.Characters.Contains(char.ConvertToUtf32(letter, 0))).ToList();
                if (fitting.Count == 0) return false;
                text.Append(fitting[random.Next(fitting.Count)]);
                return true;
            case SequenceNode sequence: return sequence.Parts.All(part => Sample(part, text, depth));
            case ChoiceNode choice: return Sample(choice.Alternatives[random.Next(choice.Alternatives.Count)], text, depth);
            case RepeatNode repeat:
                var count = random.Next(repeat.Low, (repeat.High ?? repeat.Low + 3) + 1);
                return Enumerable.Range(0, count).All(_ => Sample(repeat.Body, text, depth));
            case RuleNode rule: return Sample(Body(rule), text, depth - 1);
            default: throw new InvalidOperationException();
        }
    }

    private GrammarNode Body(RuleNode rule) => bodies[Enumerable.Range(0, Rules).First(i => Name(i) == rule.Name)];

    private HashSet<int> Ends(GrammarNode node, Rune[] text, int at) => node switch
    {
        CharacterNode character => at < text.Length && character.Characters.Contains(text[at].Value) ? [at + 1] : [],
        SequenceNode sequence => sequence.Parts.Aggregate(new HashSet<int> { at }, (ends, part) => [.. ends.SelectMany(end => Ends(part, text, end))]),
        ChoiceNode choice => [.. choice.Alternatives.SelectMany(part => Ends(part, text, at))],
        RepeatNode repeat => Ends(repeat, text, at),
        RuleNode rule => Ends(Body(rule), text, at),
        _ => throw new InvalidOperationException(),
    };

    private HashSet<int> Ends(RepeatNode repeat, Rune[] text, int at)
    {
        var (found, current) = (new HashSet<int>(), new HashSet<int> { at });
        for (var count = 0; count <= (repeat.High ?? repeat.Low + text.Length + 1); count++)
        {
            if (count >= repeat.Low) found.UnionWith(current);
            current = [.. current.SelectMany(end => Ends(repeat.Body, text, end))];
        }
        return found;
    }
}
