using System.Text;
using System.Text.Json;
using PromptOpt.Evaluation;

namespace PromptOpt.Tasks;

/// <summary>Rows from JSON: one object a line, or one array of objects. Values that are not strings become text as written; null is no value.</summary>
internal static class JsonRows
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads JSONL.</summary>
    public static DataTable ReadLines(string path, string text)
    {
        var rows = new List<DataRow>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using var document = JsonDocument.Parse(line, Strict);
                rows.Add(Row(path, number, document.RootElement));
            }
            catch (JsonException e)
            {
                throw Broken(path, number, e.BytePositionInLine, e);
            }
        }
        return new DataTable { Path = path, Rows = rows };
    }

    /// <summary>Reads a JSON array of objects.</summary>
    public static DataTable ReadArray(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var rows = new List<DataRow>();
        var (line, counted) = (1, 0);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                throw new BadInputException($"{path}:1: must be an array of objects, '[{{...}}, ...]'; for one object a line use the extension .jsonl");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                line += bytes.AsSpan(counted, (int)reader.TokenStartIndex - counted).Count((byte)'\n');
                counted = (int)reader.TokenStartIndex;
                using var document = JsonDocument.ParseValue(ref reader);
                rows.Add(Row(path, line, document.RootElement));
            }
            reader.Read();
        }
        catch (JsonException e)
        {
            throw Broken(path, 1 + (int)(e.LineNumber ?? 0), e.BytePositionInLine, e);
        }
        return new DataTable { Path = path, Rows = rows };
    }

    private static DataRow Row(string path, int line, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new BadInputException($"{path}:{line}: every row must be an object, '{{\"input\": ..., \"target\": ...}}', but this is {Describe(element)}");
        var fields = new Dictionary<string, string>();
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null) continue;
            var value = JsonText.Of(property.Value)
                ?? throw new BadInputException($"{path}:{line}: the text of '{property.Name}' has half a surrogate pair (\\ud800 to \\udfff alone); write the whole character");
            if (!fields.TryAdd(property.Name, value))
                throw new BadInputException($"{path}:{line}: '{property.Name}' occurs twice in the row; remove one");
        }
        return new DataRow(line, fields, element.GetRawText());
    }

    private static string Describe(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? "an array" : element.GetRawText() is { Length: > 40 } text ? text[..40] + "..." : element.GetRawText();

    private static BadInputException Broken(string path, int line, long? position, JsonException e)
    {
        var what = e.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
        return new BadInputException($"{path}:{line}:{1 + (position ?? 0)}: not valid JSON: {what}", e);
    }
}
