namespace PromptOpt.Tasks;

/// <summary>Hard limits of a session; null is no limit. At least one must be set when a session starts.</summary>
public sealed record BudgetSpec
{
    /// <summary>Most trials, the seed prompt's included.</summary>
    public int? Trials { get; init; }

    /// <summary>Most requests to a language model, the final test included.</summary>
    public long? Calls { get; init; }

    /// <summary>Most tokens (prompt and output as sent, cached or not), the final test included.</summary>
    public long? Tokens { get; init; }

    /// <summary>Longest wall-clock time, the final test included, over all resumed runs together.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Lists every limit that is none; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Trials < 1) yield return FormattableString.Invariant($"--max-trials: must be at least 1, but is {Trials}");
        if (Calls < 1) yield return FormattableString.Invariant($"--max-calls: must be at least 1, but is {Calls}");
        if (Tokens < 1) yield return FormattableString.Invariant($"--max-tokens: must be at least 1, but is {Tokens}");
        if (Time <= TimeSpan.Zero) yield return FormattableString.Invariant($"--max-time: must be longer than nothing, but is {Time}");
    }
}
