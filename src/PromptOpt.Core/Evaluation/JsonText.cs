using System.Text.Json;

namespace PromptOpt.Evaluation;

/// <summary>JSON values as text.</summary>
internal static class JsonText
{
    /// <summary>Strings as they are, everything else as written in the JSON; null for null and for text with half a surrogate pair.</summary>
    public static string? Of(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind != JsonValueKind.String) return value.GetRawText();
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
