using System.Text.Encodings.Web;
using System.Text.Json;

namespace PromptOpt.Grammars;

/// <summary>
/// Turns a schema into rules. Properties are written in their order, those that need not be there may be left out. Between the signs there is
/// nothing, a space, or a line end with at most 20 spaces or tabs, so that a model cannot write spaces for ever; around the value there is nothing.
/// </summary>
internal sealed class SchemaGrammar
{
    private const int MostIndent = 20;
    private const string AnyName = "any value";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly GrammarNode Space = GrammarNode.Choice(
        GrammarNode.Nothing,
        GrammarNode.Text(" "),
        GrammarNode.Sequence(GrammarNode.Text("\n"), new RepeatNode(new CharacterNode(CodePointSet.Of((' ', ' '), ('\t', '\t'))), 0, MostIndent)));

    private readonly List<GrammarRule> _rules = [];

    private SchemaGrammar()
    {
    }

    /// <summary>The rules of a schema and its definitions; <c>#</c> is the first.</summary>
    public static IReadOnlyList<GrammarRule> Rules(IReadOnlyDictionary<string, (SchemaNode Node, TextPlace Place)> named)
    {
        var grammar = new SchemaGrammar();
        foreach (var (name, (node, place)) in named) grammar._rules.Add(new GrammarRule(name, grammar.Of(node), place));
        return grammar._rules;
    }

    private GrammarNode Of(SchemaNode schema) => schema switch
    {
        AnySchema => Any(),
        LiteralSchema literal => GrammarNode.Choice([.. literal.Values.Select(value => GrammarNode.Text(JsonSerializer.Serialize(value, Relaxed)))]),
        StringSchema text => Quoted(text.Pattern?.Characters ?? new RepeatNode(JsonCharacters.Any, text.Low, text.High)),
        NumberSchema number => Number(number.IsNonNegative),
        IntegerSchema whole => IntegerGrammar.Between(whole.Low, whole.High),
        BooleanSchema => GrammarNode.Choice(GrammarNode.Text("true"), GrammarNode.Text("false")),
        NullSchema => GrammarNode.Text("null"),
        ArraySchema list => Array(Of(list.Items), list.Low, list.High),
        ObjectSchema record => Object(record),
        UnionSchema union => GrammarNode.Choice([.. union.Alternatives.Select(Of)]),
        ReferenceSchema reference => new RuleNode(reference.Name, reference.Place),
        _ => throw new InvalidOperationException($"a schema cannot hold {schema}"),
    };

    private static GrammarNode Quoted(GrammarNode characters) => GrammarNode.Sequence(GrammarNode.Text("\""), characters, GrammarNode.Text("\""));

    private static GrammarNode Number(bool isNonNegative) => GrammarNode.Sequence(
        isNonNegative ? GrammarNode.Nothing : GrammarNode.Optional(GrammarNode.Text("-")),
        IntegerGrammar.Natural,
        GrammarNode.Optional(GrammarNode.Sequence(GrammarNode.Text("."), IntegerGrammar.Digits)),
        GrammarNode.Optional(GrammarNode.Sequence(
            new CharacterNode(CodePointSet.Of(('e', 'e'), ('E', 'E'))),
            GrammarNode.Optional(new CharacterNode(CodePointSet.Of(('+', '+'), ('-', '-')))),
            new RepeatNode(new CharacterNode(CodePointSet.Of(('0', '9'))), 1, 2))));

    private static GrammarNode Comma => GrammarNode.Sequence(GrammarNode.Text(","), Space);

    private static GrammarNode Array(GrammarNode item, int low, int? high)
    {
        var empty = GrammarNode.Sequence(GrammarNode.Text("["), Space, GrammarNode.Text("]"));
        if (high == 0) return empty;
        var more = new RepeatNode(GrammarNode.Sequence(Comma, item), Math.Max(0, low - 1), high - 1);
        var filled = GrammarNode.Sequence(GrammarNode.Text("["), Space, item, more, Space, GrammarNode.Text("]"));
        return low > 0 ? filled : GrammarNode.Choice(empty, filled);
    }

    private RuleNode Any()
    {
        var any = new RuleNode(AnyName, default);
        if (_rules.Exists(rule => rule.Name == AnyName)) return any;
        var scalars = new SchemaNode[] { new StringSchema(0, null, null), new NumberSchema(false), new BooleanSchema(), new NullSchema() };
        var record = Object(new ObjectSchema([], null, WritesAdditional: false), Pair(Quoted(new RepeatNode(new CharacterNode(JsonCharacters.Plain), 0, null)), any));
        _rules.Add(new GrammarRule(AnyName, GrammarNode.Choice([.. scalars.Select(Of), Array(any, 0, null), record]), default));
        return any;
    }

    private GrammarNode Object(ObjectSchema record)
    {
        if (record is not { WritesAdditional: true, Additional: { } additional }) return Object(record, null);
        var names = record.Properties.Select(property => property.Name).ToList();
        return Object(record, Pair(Quoted(OtherNames.Than(names)), Of(additional)));
    }

    // From the last property to the first: what may follow where one stands already (after a comma), and where none does.
    private GrammarNode Object(ObjectSchema record, GrammarNode? otherPair)
    {
        var anyMore = otherPair is null ? GrammarNode.Nothing : new RepeatNode(GrammarNode.Sequence(Comma, otherPair), 0, null);
        var (first, more) = (otherPair is null ? null : GrammarNode.Sequence(otherPair, anyMore), anyMore);
        var mayBeEmpty = true;
        foreach (var property in record.Properties.Reverse())
        {
            var pair = Pair(GrammarNode.Text(JsonSerializer.Serialize(property.Name, Relaxed)), Of(property.Value));
            var begun = GrammarNode.Sequence(pair, more);
            first = Named(property.IsRequired || first is null ? begun : GrammarNode.Choice(begun, first));
            more = Named(property.IsRequired
                ? GrammarNode.Sequence(Comma, begun)
                : GrammarNode.Choice(GrammarNode.Sequence(Comma, begun), more));
            mayBeEmpty &= !property.IsRequired;
        }

        var empty = GrammarNode.Sequence(GrammarNode.Text("{"), Space, GrammarNode.Text("}"));
        if (first is null) return empty;
        var filled = GrammarNode.Sequence(GrammarNode.Text("{"), Space, first, Space, GrammarNode.Text("}"));
        return mayBeEmpty ? GrammarNode.Choice(empty, filled) : filled;
    }

    private static GrammarNode Pair(GrammarNode name, GrammarNode value) => GrammarNode.Sequence(name, GrammarNode.Text(":"), Space, value);

    private RuleNode Named(GrammarNode body)
    {
        var name = $"part {_rules.Count}";
        _rules.Add(new GrammarRule(name, body, default));
        return new RuleNode(name, default);
    }
}
