using System.Text.Json;

namespace PromptOpt.Grammars;

/// <summary>Tells whether schemas can share a value.</summary>
internal static class SchemaDifference
{
    /// <summary>Whether it is certain that no value satisfies two of them.</summary>
    public static bool AreDisjoint(IReadOnlyList<SchemaNode> schemas)
    {
        for (var i = 0; i < schemas.Count; i++)
            for (var k = 0; k < i; k++)
                if (!Differ(schemas[i], schemas[k]))
                    return false;
        return true;
    }

    private static bool Differ(SchemaNode left, SchemaNode right)
    {
        if (left is ObjectSchema one && right is ObjectSchema two) return one.Properties.Any(property => TellsApart(property, two));
        if (left is LiteralSchema some && right is LiteralSchema others)
            return !some.Values.Any(value => others.Values.Any(other => JsonElement.DeepEquals(value, other)));
        return Types(left) is { } first && Types(right) is { } second && !first.Intersect(second).Any();
    }

    private static bool TellsApart(SchemaProperty property, ObjectSchema other) =>
        property is { IsRequired: true, Value: LiteralSchema }
        && other.Properties.FirstOrDefault(p => p.Name == property.Name) is { IsRequired: true, Value: LiteralSchema literal }
        && Differ(property.Value, literal);

    private static JsonValueKind[]? Types(SchemaNode schema) => schema switch
    {
        StringSchema => [JsonValueKind.String],
        NumberSchema or IntegerSchema => [JsonValueKind.Number],
        BooleanSchema => [JsonValueKind.True, JsonValueKind.False],
        NullSchema => [JsonValueKind.Null],
        ArraySchema => [JsonValueKind.Array],
        ObjectSchema => [JsonValueKind.Object],
        LiteralSchema literal => [.. literal.Values.Select(value => value.ValueKind)],
        UnionSchema union when union.Alternatives.All(part => Types(part) is not null) => [.. union.Alternatives.SelectMany(part => Types(part)!)],
        _ => null,
    };
}
