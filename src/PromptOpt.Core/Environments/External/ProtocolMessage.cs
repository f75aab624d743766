using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace PromptOpt.Environments.External;

/// <summary>One line of the program, or an object inside it. Fields that are null count as absent.</summary>
internal sealed class ProtocolMessage
{
    private readonly JsonElement _fields;

    private ProtocolMessage(JsonElement fields) => _fields = fields;

    /// <summary>Its <c>type</c>; empty if it has none.</summary>
    public string Type => Find("type") is { ValueKind: JsonValueKind.String } type ? TextOf(type) ?? "" : "";

    /// <summary>Reads a line; null if it is not UTF-8 with one JSON object.</summary>
    public static ProtocolMessage? TryRead(ReadOnlyMemory<byte> line)
    {
        if (!Utf8.IsValid(line.Span)) return null;
        if (line.Span.StartsWith("\uFEFF"u8)) line = line["\uFEFF"u8.Length..];
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new(document.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A name that may be written as a text or as a whole number; null if there is none.</summary>
    public string? Id(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.String } text => TextOf(text),
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out long whole) => whole.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A text; null if absent.</summary>
    /// <exception cref="BadAnswerException">It is of another type, or no text that can be stored.</exception>
    public string? Text(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String && TextOf(value) is { } text && !text.Contains('\0', StringComparison.Ordinal)) return text;
        throw Wrong(name, "a text without NUL or halves of characters", value);
    }

    /// <summary>A text that must be there.</summary>
    /// <exception cref="BadAnswerException">It is not.</exception>
    public string Required(string name) => Text(name) ?? throw new BadAnswerException($"'{name}' is missing");

    /// <summary>A finite number; null if absent.</summary>
    /// <exception cref="BadAnswerException">It is anything else.</exception>
    public double? Number(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number)) return number;
        throw Wrong(name, "a finite number", value);
    }

    /// <summary>A whole number within bounds; null if absent.</summary>
    /// <exception cref="BadAnswerException">It is anything else.</exception>
    public int? Whole(string name, int low, int high)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number >= low && number <= high && number == Math.Floor(number))
            return (int)number;
        throw Wrong(name, FormattableString.Invariant($"a whole number from {low} to {high}"), value);
    }

    /// <summary>Yes or no; no if absent.</summary>
    /// <exception cref="BadAnswerException">It is anything else.</exception>
    public bool Flag(string name) => Find(name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(name, "true or false", value),
    };

    /// <summary>A list of texts; empty if absent.</summary>
    /// <exception cref="BadAnswerException">It is anything else.</exception>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name) is not { } value) return [];
        if (value.ValueKind == JsonValueKind.Array)
        {
            string?[] texts = [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? TextOf(item) : null)];
            if (!texts.Contains(null)) return texts!;
        }

        throw Wrong(name, "a list of texts", value);
    }

    /// <summary>An object; null if absent.</summary>
    /// <exception cref="BadAnswerException">It is anything else.</exception>
    public ProtocolMessage? Inner(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new(value),
        { } value => throw Wrong(name, "an object", value),
    };

    private static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair.
        }
    }

    private static BadAnswerException Wrong(string name, string must, JsonElement value) => new($"'{name}' must be {must}, but is {Excerpt.Of(value.GetRawText())}");

    private JsonElement? Find(string name)
    {
        try
        {
            return _fields.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            return null; // A name with half a surrogate pair.
        }
    }
}
