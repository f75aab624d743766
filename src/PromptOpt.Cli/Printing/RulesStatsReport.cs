using PromptOpt.Feedback;

namespace PromptOpt.Cli.Printing;

/// <summary>How often the rules of a study held before and after each change of the prompt; printed as it is with <c>--json</c>.</summary>
internal sealed record RulesStatsReport
{
    /// <summary>The study.</summary>
    public required string Study { get; init; }

    /// <summary>Sums over all trials, in the order in which the rules came up.</summary>
    public required IReadOnlyList<RuleChange> Rules { get; init; }

    /// <summary>Each trial against its parent.</summary>
    public required IReadOnlyList<RuleComparison> Trials { get; init; }

    /// <summary>Sums up.</summary>
    public static RulesStatsReport Of(string study, IReadOnlyList<RuleComparison> trials) => new()
    {
        Study = study,
        Trials = trials,
        Rules = [.. trials.SelectMany(trial => trial.Rules).GroupBy(rule => rule.Rule, StringComparer.Ordinal)
            .Select(group => new RuleChange(group.Key, group.Sum(rule => rule.Before), group.Sum(rule => rule.After)))],
    };

    /// <summary>Writes the report for people.</summary>
    public void Write(TextWriter writer, int? width)
    {
        if (Trials.Count == 0)
        {
            writer.WriteLine($"{Study}: no trial has been run on rows of its parent yet");
            return;
        }

        var sums = new TextTable(">#", "rule", ">before", ">after", ">change");
        foreach (var (rule, i) in Rules.Select((rule, i) => (rule, i)))
            sums.Add($"{i + 1}", Format.OneLine(rule.Rule), $"{rule.Before}", $"{rule.After}", Format.Number(rule.After - rule.Before, "+0;-0;0"));
        sums.Write(writer, width: width);
        writer.WriteLine();
        string[] heads = [">trial", ">parent", ">rows", .. Rules.Select((_, i) => $">#{i + 1}")];
        var table = new TextTable(heads);
        foreach (var trial in Trials) table.Add([$"{trial.Trial}", $"{trial.Parent}", $"{trial.Rows}", .. Rules.Select(rule => Cell(trial, rule.Rule))]);
        table.Write(writer, width: width);
    }

    private static string Cell(RuleComparison trial, string name) =>
        trial.Rules.FirstOrDefault(rule => rule.Rule == name) is { } change ? $"{change.Before} > {change.After}" : Format.Nothing;
}
