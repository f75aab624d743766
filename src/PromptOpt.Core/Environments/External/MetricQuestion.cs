namespace PromptOpt.Environments.External;

/// <summary>One rollout that a metric of the user's own is to judge.</summary>
public sealed record MetricQuestion
{
    /// <summary>What was asked: the row's input.</summary>
    public required string Input { get; init; }

    /// <summary>The expected answer.</summary>
    public required string Target { get; init; }

    /// <summary>The reply as written.</summary>
    public required string Output { get; init; }

    /// <summary>The answer found in it; null if none was found.</summary>
    public string? Answer { get; init; }

    /// <summary>All columns of the row.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}
