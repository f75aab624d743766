using System.Text.Json;

namespace PromptOpt.Grammars;

/// <summary>Checks a JSON value against a schema, whatever the order of its members.</summary>
internal sealed class SchemaValidator(IReadOnlyDictionary<string, (SchemaNode Node, TextPlace Place)> named)
{
    /// <summary>Whether a value satisfies the schema.</summary>
    public bool IsValid(JsonElement value) => IsValid(named["#"].Node, value);

    private bool IsValid(SchemaNode schema, JsonElement value) => schema switch
    {
        AnySchema => true,
        LiteralSchema literal => literal.Values.Any(allowed => JsonElement.DeepEquals(allowed, value)),
        StringSchema text => value.ValueKind == JsonValueKind.String && IsValid(text, value.GetString()!),
        NumberSchema number => value.ValueKind == JsonValueKind.Number && (!number.IsNonNegative || value.GetDouble() >= 0),
        IntegerSchema whole => SchemaTypes.Is("integer", value) && Lies(value.GetDouble(), whole),
        BooleanSchema => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        NullSchema => value.ValueKind == JsonValueKind.Null,
        ArraySchema list => value.ValueKind == JsonValueKind.Array && IsValid(list, value),
        ObjectSchema record => value.ValueKind == JsonValueKind.Object && IsValid(record, value),
        UnionSchema union => union.Alternatives.Any(part => IsValid(part, value)),
        ReferenceSchema reference => IsValid(named[reference.Name].Node, value),
        _ => throw new InvalidOperationException($"a schema cannot hold {schema}"),
    };

    private static bool IsValid(StringSchema schema, string text)
    {
        var length = text.EnumerateRunes().Count();
        return length >= schema.Low && (schema.High is null || length <= schema.High) && schema.Pattern?.Matches(text) != false;
    }

    private static bool Lies(double value, IntegerSchema schema) => (schema.Low is null || value >= schema.Low) && (schema.High is null || value <= schema.High);

    private bool IsValid(ArraySchema schema, JsonElement value)
    {
        var length = value.GetArrayLength();
        return length >= schema.Low && (schema.High is null || length <= schema.High) && value.EnumerateArray().All(item => IsValid(schema.Items, item));
    }

    private bool IsValid(ObjectSchema schema, JsonElement value)
    {
        if (schema.Properties.Any(property => property.IsRequired && !value.TryGetProperty(property.Name, out _))) return false;
        return value.EnumerateObject().All(member =>
            (schema.Properties.FirstOrDefault(property => property.Name == member.Name)?.Value ?? schema.Additional) is { } allowed
            && IsValid(allowed, member.Value));
    }
}
