using System.Globalization;
using System.Text.Json;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>
/// The slots of a JSON object: the path of each value inside it, with the value. Texts count as equal but for case and spaces, numbers by
/// their value; the place inside a list does not count; null, an empty list and an empty object are no slot.
/// </summary>
internal static class JsonSlots
{
    /// <summary>The slots; null if the text is not one JSON object.</summary>
    public static IReadOnlyList<(string Path, string Value)>? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var slots = new List<(string, string)>();
            Add(document.RootElement, "", slots);
            return slots;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter for halves of characters
        {
            return null;
        }
    }

    /// <summary>Whether a text is one JSON value.</summary>
    public static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Add(JsonElement value, string path, List<(string, string)> slots)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: foreach (var member in value.EnumerateObject()) Add(member.Value, $"{path}/{Escape(member.Name)}", slots); break;
            case JsonValueKind.Array: foreach (var item in value.EnumerateArray()) Add(item, $"{path}/*", slots); break;
            case JsonValueKind.String: slots.Add((path, $"\"{NormalizedText.Of(value.GetString()!)}\"")); break;
            case JsonValueKind.Number: slots.Add((path, value.GetDouble().ToString("R", CultureInfo.InvariantCulture))); break;
            case JsonValueKind.True or JsonValueKind.False: slots.Add((path, value.GetRawText())); break;
        }
    }

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal).Replace("*", "~2", StringComparison.Ordinal);
}
