using PromptOpt.Feedback.Conditions;
using PromptOpt.Studies;

namespace PromptOpt.Feedback;

/// <summary>The feedback rules of a task: pure functions of stored rollouts, so that an edit needs no model call to judge the past anew. Safe for concurrent use.</summary>
public sealed class RuleSet
{
    private readonly IReadOnlyCollection<string> _labels;
    private readonly RulePatterns _patterns;

    internal RuleSet(IReadOnlyList<FeedbackRule> rules, string text, IReadOnlyCollection<string> labels, RulePatterns patterns)
    {
        (Rules, Text, _labels, _patterns) = (rules, text, labels, patterns);
        HasPreferences = rules.Any(rule => rule.Preference is not null);
    }

    /// <summary>The rules in the order of the file.</summary>
    public IReadOnlyList<FeedbackRule> Rules { get; }

    /// <summary>The whole file they were read from.</summary>
    public string Text { get; }

    /// <summary>Whether any rule has a penalty or a bonus; without one, adjusted scores are the scores.</summary>
    public bool HasPreferences { get; }

    /// <summary>What to say about a rollout: the advice of the first rule with a message that holds.</summary>
    /// <param name="rollout">A rollout on a row or episode.</param>
    /// <returns>The advice; null if no rule holds, the rollout is perfect, or it has no score.</returns>
    public Advice? Advise(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        if (rollout.Score is not < 1) return null;
        var subject = new RuleSubject(rollout, _labels);
        foreach (var rule in Rules)
        {
            if (rule.Message is not { } message || rule.Find(subject) is not { } finding) continue;
            var step = subject.StepOf(finding);
            return new(rule.Name, rule.Severity, message.Fill(rollout, step)) { Template = message.Template, Step = step?.Number, Limit = rule.Limit };
        }

        return null;
    }

    /// <summary>The score after the preferences of all rules that hold, whether the rollout is perfect or not: first ratios, then what is taken off and added.</summary>
    /// <param name="rollout">A rollout on a row or episode.</param>
    /// <returns>In [0, 1]; null if the rollout has no score.</returns>
    public double? AdjustedScore(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        if (rollout.Score is not { } score || !HasPreferences) return rollout.Score;
        var subject = new RuleSubject(rollout, _labels);
        double added = 0;
        foreach (var rule in Rules)
        {
            if (rule.Preference is not { } preference || rule.Find(subject) is not { } finding) continue;
            double amount = preference.Weight * subject.Factor(preference.Factor, finding);
            if (preference.Form == PreferenceForm.Linear) added += preference.Kind == PreferenceKind.Bonus ? amount : -amount;
            else score = preference.Kind == PreferenceKind.Bonus ? score * (1 + amount) : score / (1 + amount);
        }

        return Math.Clamp(score + added, 0, 1);
    }

    /// <summary>The rules that hold on a rollout, by name and in order; rules that only advise hold on imperfect rollouts alone.</summary>
    /// <param name="rollout">A rollout on a row or episode; without a score no rule holds.</param>
    public IReadOnlyList<string> Fired(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var subject = new RuleSubject(rollout, _labels);
        return [.. Rules.Where(rule => rule.Find(subject) is not null).Select(rule => rule.Name)];
    }

    /// <summary>What people should know since the last call: regular expressions that ran out of time, each told once.</summary>
    public IReadOnlyList<string> TakeNotes() => _patterns.TakeNotes();
}
