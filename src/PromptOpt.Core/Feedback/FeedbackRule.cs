using PromptOpt.Feedback.Conditions;

namespace PromptOpt.Feedback;

/// <summary>A person's rule: from a rollout to advice for whoever rewrites the prompt, to a change of its score, or to nothing. A pure function.</summary>
public sealed record FeedbackRule
{
    /// <summary>Made by <see cref="FeedbackFile"/> alone.</summary>
    internal FeedbackRule()
    {
    }

    /// <summary>Name, unique within its file.</summary>
    public required string Name { get; init; }

    /// <summary>How much its advice matters. Default medium.</summary>
    public FeedbackSeverity Severity { get; init; } = FeedbackSeverity.Medium;

    /// <summary>Most pieces of its advice that go into one rewriting request, at least 1; null for any number.</summary>
    public int? Limit { get; init; }

    /// <summary>What it does to the score of a rollout on which it holds; null for nothing.</summary>
    public Preference? Preference { get; init; }

    /// <summary>Whether it gives advice.</summary>
    public bool HasMessage => Message is not null;

    /// <summary>When it holds; null for always.</summary>
    internal Condition? When { get; init; }

    /// <summary>The template of its advice; null for a preference alone.</summary>
    internal RuleMessage? Message { get; init; }

    /// <summary>Where the rule holds; null if it does not, or if it says nothing about such a rollout: advice is for imperfect ones.</summary>
    internal Finding? Find(RuleSubject subject) =>
        subject.Rollout.Score is { } score && (score < 1 || Preference is not null) ? When is null ? Finding.Whole : When(subject) : null;
}
