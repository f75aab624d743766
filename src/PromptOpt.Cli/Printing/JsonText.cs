using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptOpt.Cli.Printing;

/// <summary>JSON for stdout: camel case, indented, numbers that are not finite as null.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Settings = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by programs and people, never put into HTML
        Converters = { new FiniteConverter() },
    };

    /// <summary>One object as text.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Settings);

    /// <summary>One object as text, with one more member at its end.</summary>
    public static string Write<T>(T value, string name, object more)
    {
        var node = JsonSerializer.SerializeToNode(value, Settings)!.AsObject();
        node.Add(name, JsonSerializer.SerializeToNode(more, Settings));
        return node.ToJsonString(Settings);
    }

    private sealed class FiniteConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
    }
}
