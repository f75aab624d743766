namespace PromptOpt.Storage;

/// <summary>How a response cache on disk behaves.</summary>
public sealed record ResponseCacheOptions
{
    /// <summary>Most bytes on disk by default: 1 GB.</summary>
    public const long DefaultMaxBytes = 1_000_000_000;

    /// <summary>Smallest limit that makes sense: 1 MB.</summary>
    public const long LeastMaxBytes = 1_000_000;

    /// <summary>Most bytes of the file, at least <see cref="LeastMaxBytes"/>; the responses that were not used for longest make room. Default 1 GB.</summary>
    public long MaxBytes { get; init; } = DefaultMaxBytes;

    /// <summary>Told once if responses cannot be read, and once if they cannot be written; the run goes on without. Default: nobody.</summary>
    public Action<string> Note { get; init; } = _ => { };

    /// <summary>The clock, for the time of last use.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
