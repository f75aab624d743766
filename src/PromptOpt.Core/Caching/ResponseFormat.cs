using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptOpt.Caching;

/// <summary>
/// Responses as bytes: a version, eight bytes of SHA-256 that show damage, and JSON, in which numbers come back to the last bit. Whatever is damaged
/// or of another version reads as null.
/// </summary>
internal static class ResponseFormat
{
    /// <summary>Raise it when the meaning or the set of a response's properties changes; a test knows the set.</summary>
    private const byte Version = 2;

    private const int HashLength = 8;

    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
        IgnoreReadOnlyProperties = true,
    };

    /// <summary>The bytes of a response.</summary>
    public static byte[] Write<T>(T response)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(response, Json);
        return [Version, .. Hash(json), .. json];
    }

    /// <summary>The response in some bytes; null if there is none.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> content)
        where T : class
    {
        if (content.Length <= 1 + HashLength || content[0] != Version) return null;
        var json = content[(1 + HashLength)..];
        if (!content[1..(1 + HashLength)].SequenceEqual(Hash(json))) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> Hash(ReadOnlySpan<byte> json) => System.Security.Cryptography.SHA256.HashData(json).AsSpan(0, HashLength);
}
