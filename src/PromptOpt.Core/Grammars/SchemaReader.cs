using System.Text.Json;

namespace PromptOpt.Grammars;

/// <summary>
/// Reads the part of JSON Schema (draft 2020-12, and the same words of earlier drafts) that a grammar can hold. Whatever else a schema says is
/// refused by name: a limit that was passed over would make answers that only look valid.
/// </summary>
internal sealed class SchemaReader(string source)
{
    private static readonly string[] Remarks =
        ["$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"];

    private static readonly string[] Definitions = ["$defs", "definitions"];

    private readonly Dictionary<string, (SchemaNode Node, TextPlace Place)> _definitions = [];

    /// <summary>Reads a schema; afterwards <see cref="Named"/> holds its definitions and, as <c>#</c>, the schema itself.</summary>
    /// <exception cref="BadInputException">It is wrong or says more than a grammar can hold; with <c>source:line:column</c>.</exception>
    public void Read(JsonPart root)
    {
        foreach (var key in Definitions)
            foreach (var (name, place, value) in root.Member(key)?.Members ?? [])
                _definitions[$"#/{key}/{name}"] = (Node(value), place);
        _definitions["#"] = (Node(root, isRoot: true), root.Place);
        foreach (var reference in _references)
            if (!_definitions.ContainsKey(reference.Name))
                throw Error(reference.Place, $"there is no definition '{reference.Name}'{Spelling.Hint(reference.Name, _definitions.Keys)}; only '#' and '#/$defs/NAME' of this file can be named");
    }

    /// <summary>What references can name.</summary>
    public IReadOnlyDictionary<string, (SchemaNode Node, TextPlace Place)> Named => _definitions;

    private readonly List<ReferenceSchema> _references = [];

    private SchemaNode Node(JsonPart part, bool isRoot = false)
    {
        if (part.Kind == JsonValueKind.True) return new AnySchema();
        if (part.Kind != JsonValueKind.Object) throw Error(part.Place, "a schema must be an object such as {\"type\": \"string\"}");
        var words = part.Members.Where(member => !Remarks.Contains(member.Name) && !(isRoot && Definitions.Contains(member.Name))).ToList();
        var keyword = words.Select(word => word.Name).FirstOrDefault(name => name is "$ref" or "enum" or "const" or "anyOf" or "oneOf");
        if (keyword is null) return new SchemaTypes(this, part, words).Read();
        var value = part.Member(keyword)!;
        if (words.FirstOrDefault(word => word.Name != keyword && !(word.Name == "type" && keyword is "enum" or "const")) is { Name: { } other } extra)
            throw Error(extra.Place, $"'{other}' beside '{keyword}' is not supported; write one schema that says both");
        return keyword switch
        {
            "$ref" => Reference(value),
            "enum" => Literals(value, List(value, "enum"), part.Member("type")),
            "const" => Literals(value, [value], part.Member("type")),
            _ => Union(keyword, value),
        };
    }

    /// <summary>A schema inside this one.</summary>
    public SchemaNode Inner(JsonPart part) => Node(part);

    /// <summary>A problem.</summary>
    public BadInputException Error(TextPlace place, string message) => new($"{source}:{place}: {message}");

    /// <summary>The values of an array with at least one.</summary>
    public IReadOnlyList<JsonPart> List(JsonPart part, string keyword) =>
        part is { Kind: JsonValueKind.Array, Items.Count: > 0 } ? part.Items : throw Error(part.Place, $"'{keyword}' must be a list with at least one entry");

    private ReferenceSchema Reference(JsonPart value)
    {
        if (value.Kind != JsonValueKind.String) throw Error(value.Place, "'$ref' must be a text such as \"#/$defs/name\"");
        var reference = new ReferenceSchema(value.Value.GetString()!, value.Place);
        _references.Add(reference);
        return reference;
    }

    private LiteralSchema Literals(JsonPart at, IReadOnlyList<JsonPart> values, JsonPart? type)
    {
        var types = type is null ? null : SchemaTypes.Names(this, type);
        foreach (var value in values.Where(value => types is not null && !types.Exists(name => SchemaTypes.Is(name, value.Value))))
            throw Error(value.Place, $"{value.Value.GetRawText()} is not of type {string.Join(" or ", types!)}; correct the value or the type");
        return values.Count > 0 ? new LiteralSchema([.. values.Select(value => value.Value)]) : throw Error(at.Place, "there must be at least one value");
    }

    private UnionSchema Union(string keyword, JsonPart value)
    {
        var alternatives = List(value, keyword);
        var union = new UnionSchema([.. alternatives.Select(Inner)]);
        if (keyword == "oneOf" && !SchemaDifference.AreDisjoint(union.Alternatives))
            throw Error(value.Place, "'oneOf' is supported only where no value can satisfy two of its schemas: of different types, or objects told apart by a required 'const'; use 'anyOf'");
        return union;
    }
}
