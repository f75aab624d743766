namespace PromptOpt.LlamaCpp.Engine;

/// <summary>What an engine has done since it was opened, and how fast it goes now. A snapshot.</summary>
public sealed record EngineStatistics
{
    /// <summary>Prompt tokens computed.</summary>
    public required long PromptTokens { get; init; }

    /// <summary>Prompt tokens that were at hand already and not computed.</summary>
    public required long CachedTokens { get; init; }

    /// <summary>Answer tokens and continuation tokens computed, one step each.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Tokens of beginnings that were saved because their sequence was given to another request.</summary>
    public long SavedTokens { get; init; }

    /// <summary>Tokens of saved beginnings that were put back.</summary>
    public long RestoredTokens { get; init; }

    /// <summary>Calls of the native code that computed them.</summary>
    public required long Steps { get; init; }

    /// <summary>Requests in a slot.</summary>
    public required int Active { get; init; }

    /// <summary>Requests that wait for one.</summary>
    public required int Waiting { get; init; }

    /// <summary>Threads in use now; fewer than allowed while other programs keep the cores busy.</summary>
    public int Threads { get; init; }

    /// <summary>Requests that can be computed together.</summary>
    public int Slots { get; init; }

    /// <summary>Time spent in the native code.</summary>
    public required TimeSpan Busy { get; init; }

    /// <summary>Tokens computed per second of native time over the last two seconds or so.</summary>
    public required double TokensPerSecond { get; init; }
}
