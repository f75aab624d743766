using System.Text.Json;

namespace PromptOpt.Downloads;

/// <summary>What is known of the file that a <c>.part</c> is the beginning of; kept beside it in <c>.part.json</c>.</summary>
/// <param name="Source">SHA-256 of the address, which may hold secrets itself.</param>
/// <param name="EntityTag">The server's strong ETag in quotes; null if it gave none.</param>
/// <param name="Modified">The server's Last-Modified; used where there is no ETag.</param>
/// <param name="Length">Bytes of the whole file; null if unknown.</param>
internal sealed record PartState(string Source, string? EntityTag, DateTimeOffset? Modified, long? Length)
{
    /// <summary>Whether a server can tell that its file is still the same.</summary>
    public bool CanResume => EntityTag is not null || Modified is not null;

    /// <summary>Reads a state; null if there is none that can be read.</summary>
    public static PartState? Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<PartState>(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
        {
            return null; // cut off by a crash: the download starts over
        }
    }

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));
}
