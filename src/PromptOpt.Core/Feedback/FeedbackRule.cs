using PromptOpt.Candidates;
using PromptOpt.Studies;

namespace PromptOpt.Feedback;

/// <summary>A person's rule: from an imperfect rollout to advice, or to nothing. A pure function.</summary>
public sealed record FeedbackRule
{
    /// <summary>What a message may name.</summary>
    internal static readonly IReadOnlyList<string> Fields = ["input", "target", "answer", "output"];

    /// <summary>Name, unique within its file.</summary>
    public required string Name { get; init; }

    /// <summary>What must have gone wrong; null for anything.</summary>
    public FeedbackError? Error { get; init; }

    /// <summary>The target the rollout must have had; null for any.</summary>
    public string? Expected { get; init; }

    /// <summary>The answer the rollout must have given; null for any, or none.</summary>
    public string? Answered { get; init; }

    /// <summary>Template of the advice: <c>{{input}}</c>, <c>{{target}}</c>, <c>{{answer}}</c> (<c>no answer</c> if there was none), <c>{{output}}</c>.</summary>
    public required string Message { get; init; }

    /// <summary>How much it matters. Default medium.</summary>
    public FeedbackSeverity Severity { get; init; } = FeedbackSeverity.Medium;

    /// <summary>Applies the rule to one rollout.</summary>
    /// <param name="rollout">A scored rollout on a train row.</param>
    /// <param name="labels">The closed set of answers; empty for open answers.</param>
    /// <returns>The advice; null if the rule does not match, the rollout is perfect, or it has no score.</returns>
    public Advice? Apply(Rollout rollout, IReadOnlyCollection<string> labels)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        ArgumentNullException.ThrowIfNull(labels);
        if (rollout.Score is not < 1 || !Matches(rollout, labels)) return null;
        var message = new TemplateText(Message, Fields, "").Render(field => field switch
        {
            "input" => rollout.Input,
            "target" => rollout.Target,
            "answer" => rollout.Answer ?? "no answer",
            _ => rollout.Output,
        });
        return new Advice(Name, Severity, message);
    }

    /// <summary>The advice of the first rule that matches; null if none does.</summary>
    /// <param name="rules">Rules in order.</param>
    /// <param name="rollout">A scored rollout on a train row.</param>
    /// <param name="labels">The closed set of answers; empty for open answers.</param>
    public static Advice? ApplyFirst(IEnumerable<FeedbackRule> rules, Rollout rollout, IReadOnlyCollection<string> labels)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.Select(rule => rule.Apply(rollout, labels)).FirstOrDefault(advice => advice is not null);
    }

    private bool Matches(Rollout rollout, IReadOnlyCollection<string> labels) =>
        (Expected is null || Expected == rollout.Target)
        && (Answered is null || Answered == rollout.Answer)
        && Error switch
        {
            FeedbackError.WrongLabel => rollout.Answer is not null && labels.Contains(rollout.Answer),
            FeedbackError.NoAnswer => rollout.Answer is null,
            FeedbackError.TooLong => rollout.Finish == "length",
            FeedbackError.WrongAnswer => rollout.Answer is not null,
            _ => true,
        };
}
