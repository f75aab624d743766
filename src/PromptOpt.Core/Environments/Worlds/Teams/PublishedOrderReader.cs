using System.Text.Json;

namespace PromptOpt.Environments.Worlds.Teams;

/// <summary>
/// Finds the object of a reply as the published code does: from the first opening brace to the last closing one, or to the last but one where there are two
/// pairs.
/// </summary>
internal static class PublishedOrderReader
{
    /// <summary>The members, of repeated names the last value in the first place; null if there is no object or it is not strict JSON of texts.</summary>
    public static IReadOnlyList<RawOrder>? Read(string reply) => Braces(reply) is { } text ? Members(text) : null;

    private static string? Braces(string reply)
    {
        if (Greedy(reply) is not { } text) return null;
        string inside = text[1..^1];
        bool holdsMore = inside.Contains('{', StringComparison.Ordinal) && inside.Contains('}', StringComparison.Ordinal);
        return holdsMore ? Greedy(text[..^1]) : text;
    }

    private static string? Greedy(string text)
    {
        int first = text.IndexOf('{', StringComparison.Ordinal), last = text.LastIndexOf('}');
        return first >= 0 && last > first ? text[first..(last + 1)] : null;
    }

    private static List<RawOrder>? Members(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var orders = new List<RawOrder>();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                var order = new RawOrder(member.Name, Text(member.Value));
                int before = orders.FindIndex(other => other.Name == order.Name);
                if (before < 0) orders.Add(order);
                else orders[before] = order;
            }

            return orders;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter for numbers, objects and halves of characters
        {
            return null;
        }
    }

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray().Select(item => item.GetString())) : value.GetString() ?? "";
}
