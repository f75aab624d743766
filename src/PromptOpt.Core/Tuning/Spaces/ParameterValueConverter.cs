using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptOpt.Tuning.Spaces;

/// <summary>A number as a JSON number, a word as a string.</summary>
internal sealed class ParameterValueConverter : JsonConverter<ParameterValue>
{
    /// <inheritdoc/>
    public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDouble(),
        JsonTokenType.String => reader.GetString()!,
        _ => throw new JsonException("a parameter's value is a number or a string"),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options)
    {
        if (value.IsNumber) writer.WriteNumberValue(value.Number);
        else writer.WriteStringValue(value.ToString());
    }
}
