using PromptOpt.Comparison;
using PromptOpt.Yaml;

namespace PromptOpt.Cli.Printing;

/// <summary>The tables of a comparison as cells, for the screen and the page alike, each of one row a strategy. Heads are those of <see cref="TextTable"/>.</summary>
internal static class ComparisonTables
{
    private static readonly (string Head, Func<StrategyResult, string> Cell)[] Costs =
    [
        Name,
        (">trials", one => Count(one.Trials)),
        (">calls", one => Count(one.Calls)),
        (">tokens", one => Count(one.Tokens)),
        (">computed", one => Count(one.ComputedTokens)),
        (">time", one => Format.Time(TimeSpan.FromSeconds(one.Seconds))),
        (">to the choice", one => Count(one.TokensToChoice)),
    ];

    /// <summary>All tables with what stands above them: what the strategies reach, how they stand against the reference where there are others, and what they cost.</summary>
    public static IEnumerable<(string Title, string[] Heads, IReadOnlyList<string[]> Rows)> Of(ComparisonReport report)
    {
        var comparison = report.Comparison;
        yield return Table($"The seed prompt reaches {Format.Value(comparison.SeedPromptScore)}; differences are in points:", Scores(report), comparison);
        if (comparison.Strategies.Count > 1) yield return Table($"Against {KebabCase.Of(comparison.Reference.Strategy)}:", Differences(comparison), comparison);
        yield return Table(comparison.Seeds == 1 ? "Cost of a study:" : "Cost of a study, medians over seeds:", Costs, comparison);
    }

    private static (string Head, Func<StrategyResult, string> Cell) Name => ("strategy", one => KebabCase.Of(one.Strategy));

    private static IEnumerable<(string Head, Func<StrategyResult, string> Cell)> Scores(ComparisonReport report) =>
    [
        Name,
        ($">{Words.Of(report.Split)}", one => Format.Value(one.Score)),
        (">vs seed prompt", one => Format.Points(one.VersusSeedPrompt.Mean)),
        ("95 %", one => Interval(one.VersusSeedPrompt)),
        (">validation", one => Format.Value(one.Validation)),
        (">optimism", one => Format.Points(one.Optimism)),
        (">kept seed prompt", one => $"{one.SeedPromptChosen} of {report.Comparison.Seeds}"),
    ];

    private static IEnumerable<(string Head, Func<StrategyResult, string> Cell)> Differences(StrategyComparison comparison)
    {
        yield return Name;
        yield return (">difference", one => Format.Points(one.VersusReference?.Mean));
        yield return ("95 %", one => Interval(one.VersusReference));
        yield return (">won/tied/lost", one => one.VersusReference is null ? Format.Nothing : $"{one.Wins}/{one.Ties}/{one.Losses}");
        if (comparison.Seeds < StrategyComparison.LeastSeedsOfTest) yield break;
        yield return (">p", one => P(one.P));
        yield return (">p (Holm)", one => P(one.AdjustedP));
    }

    private static (string Title, string[] Heads, IReadOnlyList<string[]> Rows) Table(
        string title, IEnumerable<(string Head, Func<StrategyResult, string> Cell)> columns, StrategyComparison comparison)
    {
        var all = columns.ToArray();
        return (title, [.. all.Select(column => column.Head)], [.. comparison.Strategies.Select(one => all.Select(column => column.Cell(one)).ToArray())]);
    }

    private static string Interval(ScoreDifference? difference) => difference switch
    {
        null => Format.Nothing,
        { Interval: { } interval } => $"[{Format.Points(interval.Low)}, {Format.Points(interval.High)}]",
        _ => "same prompts",
    };

    private static string P(double? p) => p < 0.001 ? "<0.001" : Format.Number(p, "0.000");

    private static string Count(double median) => Format.Count((long)Math.Round(median, MidpointRounding.AwayFromZero));
}
