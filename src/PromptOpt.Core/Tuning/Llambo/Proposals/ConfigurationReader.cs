using System.Text;
using System.Text.Json;
using PromptOpt.Tuning.Llambo.Wording;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Proposals;

/// <summary>
/// Reads configurations that a model wrote. Nothing is repaired: every parameter that counts must be there with a value in range, and nothing else.
/// </summary>
internal sealed class ConfigurationReader(SearchSpace space, RowText rows)
{
    /// <summary>The JSON objects of a text, in order; what stands between them is passed over.</summary>
    public static IEnumerable<JsonElement> Objects(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int at = Array.IndexOf(bytes, (byte)'{'); at >= 0; at = Array.IndexOf(bytes, (byte)'{', at))
        {
            if (ObjectAt(bytes, at) is { } found)
            {
                yield return found.Value;
                at += found.Length;
            }
            else
            {
                at++;
            }

            if (at >= bytes.Length) yield break;
        }
    }

    /// <summary>The configuration of an object; null if it is none of the space.</summary>
    public Configuration? Read(JsonElement written)
    {
        var given = new Dictionary<string, JsonElement>();
        foreach (var property in written.EnumerateObject())
            if (!given.TryAdd(property.Name, property.Value)) return null;
        var read = new Configuration([]);
        foreach (var parameter in space.Parameters.Where(p => SearchSpace.Counts(p, read) || given.ContainsKey(rows.Label(p))))
        {
            if (!SearchSpace.Counts(parameter, read) || !given.Remove(rows.Label(parameter), out var value) || Value(parameter, value) is not { } taken) return null;
            read = read.With(parameter.Name, taken);
        }

        return given.Count == 0 && space.Allows(read) ? read : null;
    }

    private ParameterValue? Value(Parameter parameter, JsonElement written)
    {
        if (parameter.IsNumeric)
            return written.ValueKind == JsonValueKind.Number && written.TryGetDouble(out double number) && rows.Format(parameter).Read(number) is { } read ? read : null;
        string text = written.ValueKind == JsonValueKind.String ? written.GetString()! : written.GetRawText();
        foreach (var choice in parameter.Choices)
        {
            bool isSame = choice.IsNumber && written.ValueKind == JsonValueKind.Number ? written.TryGetDouble(out double number) && number == choice.Number : choice.ToString() == text;
            if (isSame) return choice;
        }

        return null;
    }

    private static (JsonElement Value, int Length)? ObjectAt(byte[] bytes, int at)
    {
        var reader = new Utf8JsonReader(bytes.AsSpan(at));
        try
        {
            if (!JsonDocument.TryParseValue(ref reader, out var document)) return null;
            using (document) return (document.RootElement.Clone(), (int)reader.BytesConsumed);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
