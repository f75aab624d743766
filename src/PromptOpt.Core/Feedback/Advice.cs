namespace PromptOpt.Feedback;

/// <summary>What a rule says about one rollout.</summary>
/// <param name="RuleName">The rule that matched.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What to tell whoever rewrites the prompt, filled in for this rollout.</param>
public sealed record Advice(string RuleName, FeedbackSeverity Severity, string Message)
{
    /// <summary>Stands in <see cref="Template"/> for whatever was filled in.</summary>
    public const char Filled = '\uFFFC';

    /// <summary>The message before anything was filled in: what it says of every rollout. Null where it is made for one rollout alone.</summary>
    public string? Template { get; init; }

    /// <summary>The step it is about, from 1; null for a rollout without steps.</summary>
    public int? Step { get; init; }

    /// <summary>Most pieces of advice of this rule that go into one request; null for any number.</summary>
    public int? Limit { get; init; }

    /// <summary>Keeps, of each rule, the first as many as its <see cref="Limit"/> allows, in their order.</summary>
    public static IReadOnlyList<Advice> WithinLimits(IEnumerable<Advice> advice)
    {
        ArgumentNullException.ThrowIfNull(advice);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = new List<Advice>();
        foreach (var one in advice)
        {
            int number = counts[one.RuleName] = counts.GetValueOrDefault(one.RuleName) + 1;
            if (number <= (one.Limit ?? int.MaxValue)) kept.Add(one);
        }

        return kept;
    }
}
