namespace PromptOpt.Feedback.Conditions;

/// <summary>The regular expressions of one rule file, and what there is to say about them.</summary>
internal sealed class RulePatterns
{
    private readonly Lock _lock = new();
    private readonly List<RulePattern> _patterns = [];

    /// <summary>Adds one.</summary>
    /// <exception cref="ArgumentException">It is not a regular expression.</exception>
    public RulePattern Add(string pattern)
    {
        var added = new RulePattern(pattern);
        _patterns.Add(added);
        return added;
    }

    /// <summary>One line a pattern that ran out of time, each told once.</summary>
    public IReadOnlyList<string> TakeNotes()
    {
        lock (_lock) return [.. _patterns.Select(pattern => pattern.TakeNote()).OfType<string>()];
    }
}
