namespace PromptOpt.Cli.Running;

/// <summary>Where responses are remembered, as the user asked.</summary>
internal sealed record CacheSettings
{
    /// <summary>Name of the file in a folder of responses.</summary>
    public const string FileName = "responses.db";

    /// <summary>Folder shared between studies, absolute; null is the study's own.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether nothing is remembered.</summary>
    public bool IsOff { get; init; }

    /// <summary>Most bytes on disk; null is the default.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>The file to use; null for none.</summary>
    /// <param name="own">The study's own; null where there is no study.</param>
    public string? File(string? own) => IsOff ? null : Folder is null ? own : Path.Combine(Folder, FileName);
}
