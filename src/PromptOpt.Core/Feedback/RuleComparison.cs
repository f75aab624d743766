using PromptOpt.Studies;

namespace PromptOpt.Feedback;

/// <summary>What became of the findings of the rules from a trial's parent to the trial.</summary>
public sealed record RuleComparison
{
    /// <summary>The trial.</summary>
    public required int Trial { get; init; }

    /// <summary>Its parent.</summary>
    public required int Parent { get; init; }

    /// <summary>Train and validation rows that both were run on: those that are counted.</summary>
    public required int Rows { get; init; }

    /// <summary>The rules of the trial's level, in their order.</summary>
    public required IReadOnlyList<RuleChange> Rules { get; init; }

    /// <summary>Compares each trial with its parent; trials without a parent, or without a row in common with it, are left out.</summary>
    /// <param name="rulesAt">The rules of a level.</param>
    /// <param name="trials">The trials of a study.</param>
    /// <param name="waves">Its waves; those of the test split are not looked at.</param>
    public static IReadOnlyList<RuleComparison> OfStudy(Func<int, RuleSet> rulesAt, IReadOnlyList<Trial> trials, IReadOnlyList<Wave> waves)
    {
        ArgumentNullException.ThrowIfNull(rulesAt);
        ArgumentNullException.ThrowIfNull(trials);
        var rollouts = ScoredRollout.In(waves).ToLookup(rollout => rollout.Trial);
        return [.. trials.Select(trial => Of(rulesAt(trial.Level), trial, rollouts[trial.Parent], rollouts[trial.Number])).OfType<RuleComparison>()];
    }

    private static RuleComparison? Of(RuleSet rules, Trial trial, IEnumerable<ScoredRollout> parent, IEnumerable<ScoredRollout> child)
    {
        var before = parent.ToLookup(one => one.Row);
        var after = child.DistinctBy(one => one.Row).Where(one => before.Contains(one.Row)).ToArray();
        if (after.Length == 0) return null;
        var was = RuleStatistics.Of(rules, after.Select(one => before[one.Row].First().Rollout));
        var now = RuleStatistics.Of(rules, after.Select(one => one.Rollout));
        return new()
        {
            Trial = trial.Number,
            Parent = trial.Parent,
            Rows = after.Length,
            Rules = [.. was.Rules.Zip(now.Rules, (a, b) => new RuleChange(a.Rule, a.Fired, b.Fired))],
        };
    }
}
