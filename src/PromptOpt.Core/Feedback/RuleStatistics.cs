using PromptOpt.Studies;

namespace PromptOpt.Feedback;

/// <summary>What a set of rules says about some rollouts.</summary>
public sealed record RuleStatistics
{
    /// <summary>Rollouts with a score; others are not looked at.</summary>
    public required int Rollouts { get; init; }

    /// <summary>Those of them that are not perfect.</summary>
    public required int Imperfect { get; init; }

    /// <summary>Imperfect rollouts that no rule with a message matches.</summary>
    public required int Unmatched { get; init; }

    /// <summary>Mean score; null for no rollouts.</summary>
    public required double? MeanScore { get; init; }

    /// <summary>Mean score after preferences; the mean score where no rule has any.</summary>
    public required double? MeanAdjusted { get; init; }

    /// <summary>The rules in their order.</summary>
    public required IReadOnlyList<RuleCount> Rules { get; init; }

    /// <summary>Counts.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="rollouts">Rollouts of one candidate, or of many.</param>
    public static RuleStatistics Of(RuleSet rules, IEnumerable<Rollout> rollouts)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var scored = rollouts.Where(rollout => rollout.Score is not null).ToArray();
        var fired = scored.SelectMany(rules.Fired).CountBy(name => name).ToDictionary(StringComparer.Ordinal);
        var advice = scored.Select(rules.Advise).ToArray();
        var advised = advice.OfType<Advice>().CountBy(one => one.RuleName).ToDictionary(StringComparer.Ordinal);
        int imperfect = scored.Count(rollout => rollout.Score < 1);
        return new()
        {
            Rollouts = scored.Length,
            Imperfect = imperfect,
            Unmatched = imperfect - advice.Count(one => one is not null),
            MeanScore = scored.Length == 0 ? null : scored.Average(rollout => rollout.Score),
            MeanAdjusted = scored.Length == 0 ? null : scored.Average(rules.AdjustedScore),
            Rules = [.. rules.Rules.Select(rule => new RuleCount(rule.Name, fired.GetValueOrDefault(rule.Name), advised.GetValueOrDefault(rule.Name)))],
        };
    }
}
