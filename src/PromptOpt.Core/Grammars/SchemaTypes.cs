using System.Text.Json;

namespace PromptOpt.Grammars;

/// <summary>A schema that names types, with the limits of each.</summary>
internal sealed class SchemaTypes(SchemaReader reader, JsonPart part, IReadOnlyList<(string Name, TextPlace Place, JsonPart Value)> words)
{
    private const long LargestWhole = 999_999_999_999_999; // as many digits as are written; exact as a double
    private const int Longest = 100_000;

    private static readonly Dictionary<string, string[]> Limits = new()
    {
        ["object"] = ["properties", "required", "additionalProperties"],
        ["array"] = ["items", "minItems", "maxItems"],
        ["string"] = ["minLength", "maxLength", "pattern"],
        ["integer"] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        ["number"] = ["minimum"],
        ["boolean"] = [],
        ["null"] = [],
    };

    /// <summary>The schema.</summary>
    public SchemaNode Read()
    {
        var type = part.Member("type");
        List<string> names = type is null ? [] : Names(reader, type);
        foreach (var (name, place, _) in words.Where(word => word.Name != "type")) Check(name, place, names);
        var nodes = names.ConvertAll(Of);
        return nodes.Count switch { 0 => new AnySchema(), 1 => nodes[0], _ => new UnionSchema(nodes) };
    }

    /// <summary>The names of types that 'type' holds.</summary>
    public static List<string> Names(SchemaReader reader, JsonPart type)
    {
        var parts = type.Kind == JsonValueKind.Array ? reader.List(type, "type") : [type];
        foreach (var one in parts.Where(one => one.Kind != JsonValueKind.String || !Limits.ContainsKey(one.Value.GetString()!)))
            throw reader.Error(one.Place, $"'type' must be one of {string.Join(", ", Limits.Keys)}, but is {one.Value.GetRawText()}");
        return [.. parts.Select(one => one.Value.GetString()!).Distinct()];
    }

    /// <summary>Whether a value is of a type.</summary>
    public static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Floor(number) == number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind == JsonValueKind.Null,
    };

    private void Check(string word, TextPlace place, List<string> names)
    {
        if (names.Exists(name => Limits[name].Contains(word))) return;
        var homes = Limits.Where(pair => pair.Value.Contains(word)).Select(pair => pair.Key).ToList();
        if (homes.Count == 0)
            throw reader.Error(place, $"the keyword '{word}' is not supported{Spelling.Hint(word, Limits.Values.SelectMany(w => w))}; remove it, or say the same with "
                + "type, properties, required, additionalProperties, items, minItems, maxItems, minLength, maxLength, pattern, minimum, maximum, enum, const, anyOf, oneOf, $ref");
        throw reader.Error(place, names.Count == 0
            ? $"'{word}' needs a type beside it; add \"type\": \"{homes[0]}\""
            : $"'{word}' means nothing for type {string.Join(" or ", names)}; it is for {string.Join(" and ", homes)}");
    }

    private SchemaNode Of(string type) => type switch
    {
        "object" => Object(),
        "array" => Array(),
        "string" => String(),
        "integer" => Integer(),
        "number" => Number(),
        "boolean" => new BooleanSchema(),
        _ => new NullSchema(),
    };

    private ObjectSchema Object()
    {
        var declared = part.Member("properties");
        if (declared is { Kind: not JsonValueKind.Object }) throw reader.Error(declared.Place, "'properties' must be an object of schemas");
        var required = Required(declared);
        var properties = (declared?.Members ?? []).Select(p => new SchemaProperty(p.Name, reader.Inner(p.Value), required.Contains(p.Name))).ToList();
        return part.Member("additionalProperties") switch
        {
            null => new ObjectSchema(properties, new AnySchema(), WritesAdditional: declared is null),
            { Kind: JsonValueKind.False } => new ObjectSchema(properties, null, WritesAdditional: false),
            var additional => new ObjectSchema(properties, reader.Inner(additional), WritesAdditional: true),
        };
    }

    private List<string> Required(JsonPart? declared)
    {
        if (part.Member("required") is not { } required) return [];
        if (required.Kind != JsonValueKind.Array) throw reader.Error(required.Place, "'required' must be a list of property names");
        foreach (var one in required.Items)
            if (one.Kind != JsonValueKind.String || declared?.Member(one.Value.GetString()!) is null)
                throw reader.Error(one.Place, $"'required' names {one.Value.GetRawText()}, which 'properties' does not declare; declare it there");
        return [.. required.Items.Select(one => one.Value.GetString()!)];
    }

    private ArraySchema Array()
    {
        var (low, high) = Counts("minItems", "maxItems");
        return new ArraySchema(part.Member("items") is { } items ? reader.Inner(items) : new AnySchema(), low, high);
    }

    private StringSchema String()
    {
        var (low, high) = Counts("minLength", "maxLength");
        if (part.Member("pattern") is not { } pattern) return new StringSchema(low, high, null);
        if (low > 0 || high is not null) throw reader.Error(pattern.Place, "'pattern' together with a length is not supported; say the length in the pattern");
        if (pattern.Kind != JsonValueKind.String) throw reader.Error(pattern.Place, "'pattern' must be a text");
        return new StringSchema(0, null, SchemaPattern.Read(pattern.Value.GetString()!, problem => reader.Error(pattern.Place, problem)));
    }

    private NumberSchema Number()
    {
        if (part.Member("minimum") is not { } minimum) return new NumberSchema(IsNonNegative: false);
        return minimum.Kind == JsonValueKind.Number && minimum.Value.TryGetDouble(out var low) && low == 0
            ? new NumberSchema(IsNonNegative: true)
            : throw reader.Error(minimum.Place, "of numbers that are not whole only 'minimum': 0 is supported; use type integer, or remove it");
    }

    private IntegerSchema Integer()
    {
        var low = Larger(Bound("minimum", 0), Bound("exclusiveMinimum", 1), Math.Max);
        var high = Larger(Bound("maximum", 0), Bound("exclusiveMaximum", -1), Math.Min);
        return low > high ? throw reader.Error(part.Place, $"no whole number lies from {low} to {high}; correct the limits") : new IntegerSchema(low, high);
    }

    private long? Bound(string word, int shift)
    {
        if (part.Member(word) is not { } bound) return null;
        return bound.Kind == JsonValueKind.Number && bound.Value.TryGetInt64(out var value) && Math.Abs(value) < LargestWhole
            ? value + shift
            : throw reader.Error(bound.Place, $"'{word}' must be a whole number of at most 15 digits");
    }

    private static long? Larger(long? one, long? other, Func<long, long, long> choose) =>
        one is { } a && other is { } b ? choose(a, b) : one ?? other;

    private (int Low, int? High) Counts(string lowWord, string highWord)
    {
        var (low, high) = (Count(lowWord) ?? 0, Count(highWord));
        return high < low ? throw reader.Error(part.Member(highWord)!.Place, $"'{highWord}' is below '{lowWord}'; correct one") : (low, high);
    }

    private int? Count(string word)
    {
        if (part.Member(word) is not { } count) return null;
        return count.Kind == JsonValueKind.Number && count.Value.TryGetInt32(out var value) && value is >= 0 and <= Longest
            ? value
            : throw reader.Error(count.Place, $"'{word}' must be a whole number from 0 to {Longest}");
    }
}
