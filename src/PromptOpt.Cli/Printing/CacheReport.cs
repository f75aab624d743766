using PromptOpt.Storage;

namespace PromptOpt.Cli.Printing;

/// <summary>What a response cache holds and has saved; printed as it is with <c>--json</c>.</summary>
internal sealed record CacheReport
{
    private const int ShortIdentity = 12;

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes of the file, its log included.</summary>
    public required long BytesOnDisk { get; init; }

    /// <summary>Responses.</summary>
    public required long Entries { get; init; }

    /// <summary>Calls answered from it.</summary>
    public required long Hits { get; init; }

    /// <summary>Tokens that these calls did not compute.</summary>
    public required long TokensSaved { get; init; }

    /// <summary>The same by model and engine.</summary>
    public required IReadOnlyList<ResponseCacheUse> Models { get; init; }

    /// <summary>Sums up a cache.</summary>
    public static CacheReport From(string path, IReadOnlyList<ResponseCacheUse> models) => new()
    {
        Path = path,
        BytesOnDisk = SqliteResponseCache.BytesOnDisk(path),
        Entries = models.Sum(m => m.Entries),
        Hits = models.Sum(m => m.Hits),
        TokensSaved = models.Sum(m => m.TokensSaved),
        Models = models,
    };

    /// <summary>Writes the report for people.</summary>
    public void Write(TextWriter writer)
    {
        var facts = new TextTable("", "");
        facts.Add("cache", Path);
        facts.Add("on disk", Format.Bytes(BytesOnDisk));
        facts.Add("entries", Format.Count(Entries));
        facts.Add("saved", $"{Format.Count(Hits)} calls, {Format.Count(TokensSaved)} tokens");
        facts.Write(writer);
        if (Models.Count == 0) return;
        var table = new TextTable("model", "SHA-256", "engine", ">entries", ">size", ">calls saved", ">tokens saved");
        foreach (var model in Models)
        {
            table.Add(Format.OneLine(model.ModelName), model.ModelIdentity[..Math.Min(ShortIdentity, model.ModelIdentity.Length)], Format.OneLine(model.Engine), Format.Count(model.Entries),
                Format.Bytes(model.Bytes), Format.Count(model.Hits), Format.Count(model.TokensSaved));
        }

        writer.WriteLine();
        table.Write(writer);
    }
}
