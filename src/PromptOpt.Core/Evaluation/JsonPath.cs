using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PromptOpt.Evaluation;

/// <summary>A path into a JSON value: <c>$</c>, then <c>.name</c>, <c>['name']</c> or <c>[0]</c>, any number of times.</summary>
internal sealed partial class JsonPath
{
    private readonly IReadOnlyList<(string? Name, int Index)> steps;

    private JsonPath(IReadOnlyList<(string? Name, int Index)> steps) => this.steps = steps;

    /// <summary>Reads a path; null if it is not one.</summary>
    public static JsonPath? TryParse(string text)
    {
        if (Whole().Match(text) is not { Success: true } match) return null;
        var steps = new List<(string?, int)>();
        foreach (Capture step in match.Groups["step"].Captures)
        {
            var inner = step.Value.StartsWith('.') ? step.Value[1..] : step.Value[1..^1];
            if (step.Value.StartsWith('[') && !inner.StartsWith('\''))
            {
                if (!int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return null;
                steps.Add((null, index));
            }
            else steps.Add((inner.Trim('\''), 0));
        }
        return new JsonPath(steps);
    }

    /// <summary>The value at this path in the first JSON object of a text, as text; null if there is none.</summary>
    public string? FindIn(string text)
    {
        for (var start = text.IndexOf('{', StringComparison.Ordinal); start >= 0; start = text.IndexOf('{', start + 1))
        {
            using var document = ParseAt(text, start);
            if (document is not null) return Follow(document.RootElement);
        }
        return null;
    }

    /// <summary>Whether the first JSON object of a text stays the same whatever follows the text.</summary>
    public static bool HasWholeObject(string text)
    {
        for (var start = text.IndexOf('{', StringComparison.Ordinal); start >= 0; start = text.IndexOf('{', start + 1))
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text[start..]), isFinalBlock: false, default);
            try
            {
                return reader.Read() && reader.TrySkip();
            }
            catch (JsonException)
            {
                continue; // never becomes an object; one may begin further on
            }
        }
        return false;
    }

    private static JsonDocument? ParseAt(string text, int start)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text[start..]));
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var document) ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string? Follow(JsonElement element)
    {
        foreach (var (name, index) in steps)
        {
            var found = name is null
                ? element.ValueKind == JsonValueKind.Array && index < element.GetArrayLength()
                : element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);
            if (!found) return null;
            element = name is null ? element[index] : element.GetProperty(name);
        }
        return JsonText.Of(element);
    }

    [GeneratedRegex(@"^\$(?<step>\.[^.\[\]\s']+|\[[0-9]+\]|\['[^'\]]+'\])*$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
