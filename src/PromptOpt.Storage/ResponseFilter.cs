namespace PromptOpt.Storage;

/// <summary>Which responses to remove; all where nothing is said.</summary>
public sealed record ResponseFilter
{
    /// <summary>Only those of models whose identity (SHA-256 in hex) begins so.</summary>
    public string? ModelPrefix { get; init; }

    /// <summary>Only those not used for this long.</summary>
    public TimeSpan? NotUsedFor { get; init; }
}
