using PromptOpt.Feedback;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Printing;

/// <summary>What a rule file says about the stored rollouts of a study; printed as it is with <c>--json</c>.</summary>
internal sealed record RulesTestReport
{
    private const int MostExamples = 3;

    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The study.</summary>
    public required string Study { get; init; }

    /// <summary>Whether any rule changes scores.</summary>
    public required bool HasPreferences { get; init; }

    /// <summary>Over all trials, on train rows.</summary>
    public required RuleStatistics Train { get; init; }

    /// <summary>Over all trials, on validation rows.</summary>
    public required RuleStatistics Validation { get; init; }

    /// <summary>Each trial and phase.</summary>
    public required IReadOnlyList<TrialPart> Trials { get; init; }

    /// <summary>Of each rule what it says, on train rollouts alone: what is read here may end up in a prompt, which validation rows judge.</summary>
    public required IReadOnlyList<RuleExamples> Examples { get; init; }

    /// <summary>Imperfect train rollouts that no rule with a message matches.</summary>
    public required IReadOnlyList<Example> Unmatched { get; init; }

    /// <summary>Applies rules.</summary>
    public static RulesTestReport Of(string file, string study, RuleSet rules, IReadOnlyList<Wave> waves)
    {
        var rollouts = ScoredRollout.In(waves).ToArray();
        var train = rollouts.Where(one => one.Phase == Phase.Train).ToArray();
        return new()
        {
            File = file,
            Study = study,
            HasPreferences = rules.HasPreferences,
            Train = RuleStatistics.Of(rules, train.Select(one => one.Rollout)),
            Validation = RuleStatistics.Of(rules, rollouts.Where(one => one.Phase == Phase.Validation).Select(one => one.Rollout)),
            Trials = [.. rollouts.GroupBy(one => (one.Trial, one.Phase)).OrderBy(part => part.Key)
                .Select(part => new TrialPart(part.Key.Trial, Words.Of(part.Key.Phase), RuleStatistics.Of(rules, part.Select(one => one.Rollout))))],
            Examples = [.. rules.Rules.Select(rule => new RuleExamples(rule.Name, Words.Of(rule.Severity), ExamplesOf(rules, rule, train)))],
            Unmatched = [.. train.Where(one => one.Rollout.Score < 1 && rules.Advise(one.Rollout) is null).Take(MostExamples)
                .Select(one => new Example(one.Trial, one.Rollout.ExampleId, Outcome(one.Rollout)))],
        };
    }

    /// <summary>Writes the report for people.</summary>
    public void Write(TextWriter writer, int? width) => new RulesTestPage(this).Write(writer, width);

    private static Example[] ExamplesOf(RuleSet rules, FeedbackRule rule, IEnumerable<ScoredRollout> train) =>
        [.. train.Select(one => (One: one, Text: Says(rules, rule, one.Rollout))).Where(pair => pair.Text is not null).Take(MostExamples)
            .Select(pair => new Example(pair.One.Trial, pair.One.Rollout.ExampleId, pair.Text!))];

    private static string? Says(RuleSet rules, FeedbackRule rule, Rollout rollout)
    {
        if (rule.HasMessage) return rules.Advise(rollout) is { } advice && advice.RuleName == rule.Name ? advice.Message : null;
        bool changes = rules.AdjustedScore(rollout) != rollout.Score && rules.Fired(rollout).Contains(rule.Name);
        return changes ? $"score {Format.Value(rollout.Score)}, adjusted {Format.Value(rules.AdjustedScore(rollout))}" : null;
    }

    private static string Outcome(Rollout rollout) => rollout.Episode is { } episode
        ? $"ended ({episode.End}) after {episode.Steps.Count} steps, score {Format.Value(rollout.Score)}"
        : $"answered {(rollout.Answer is { } answer ? $"'{answer}'" : "nothing")}, expected '{rollout.Target}'";

    /// <summary>One trial on one split.</summary>
    internal sealed record TrialPart(int Trial, string Phase, RuleStatistics Statistics);

    /// <summary>What a rule says.</summary>
    internal sealed record RuleExamples(string Rule, string Severity, IReadOnlyList<Example> Examples);

    /// <summary>What is said about a rollout.</summary>
    internal sealed record Example(int Trial, string Row, string Text);
}
