using System.Text;
using System.Text.Json;

namespace PromptOpt.Grammars;

/// <summary>A JSON value with its place in the text.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Kind">What it is.</param>
internal sealed record JsonPart(TextPlace Place, JsonValueKind Kind)
{
    /// <summary>The value itself, without what is around it.</summary>
    public required JsonElement Value { get; init; }

    /// <summary>Members of an object, in order; empty for anything else.</summary>
    public IReadOnlyList<(string Name, TextPlace Place, JsonPart Value)> Members { get; init; } = [];

    /// <summary>Values of an array; empty for anything else.</summary>
    public IReadOnlyList<JsonPart> Items { get; init; } = [];

    /// <summary>The member of that name, or null.</summary>
    public JsonPart? Member(string name) => Members.FirstOrDefault(member => member.Name == name).Value;

    /// <summary>Reads a text.</summary>
    /// <param name="text">One JSON value.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <exception cref="BadInputException">It is no JSON.</exception>
    public static JsonPart Read(string text, string source)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            return Read(ref reader, utf8, document.RootElement.Clone(), source);
        }
        catch (InvalidOperationException e) // a name with half of a character
        {
            throw new BadInputException($"{source}:1:1: a name in the JSON is no text: it has half of a surrogate pair; correct it", e);
        }
        catch (JsonException e)
        {
            throw new BadInputException($"{source}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}: not valid JSON: {e.Message.Split(" LineNumber:")[0]}", e);
        }
    }

    private static JsonPart Read(ref Utf8JsonReader reader, byte[] utf8, JsonElement value, string source)
    {
        var place = PlaceOf(utf8, reader.TokenStartIndex);
        var members = new List<(string, TextPlace, JsonPart)>();
        var items = new List<JsonPart>();
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                reader.Read();
                var at = PlaceOf(utf8, reader.TokenStartIndex);
                if (members.Exists(member => member.Item1 == property.Name))
                    throw new BadInputException($"{source}:{at}: '{property.Name}' is there a second time; keep one");
                reader.Read();
                members.Add((property.Name, at, Read(ref reader, utf8, property.Value, source)));
            }
            reader.Read();
        }
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                reader.Read();
                items.Add(Read(ref reader, utf8, item, source));
            }
            reader.Read();
        }
        return new JsonPart(place, value.ValueKind) { Value = value, Members = members, Items = items };
    }

    private static TextPlace PlaceOf(byte[] utf8, long index)
    {
        var before = Encoding.UTF8.GetString(utf8.AsSpan(0, (int)index));
        return TextPlace.Of(before, before.Length);
    }
}
