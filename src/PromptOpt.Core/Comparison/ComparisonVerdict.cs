using PromptOpt.Yaml;
using static System.FormattableString;

namespace PromptOpt.Comparison;

/// <summary>Says in words what a comparison shows, and what it cannot show.</summary>
public static class ComparisonVerdict
{
    private const double Level = 0.05;

    /// <summary>Mean optimism worth a sentence.</summary>
    private const double NotableOptimism = 0.005;

    /// <summary>The sentences, most important first.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="onTest">Whether its rows are the test rows; otherwise they are those that the choices were made on.</param>
    public static IReadOnlyList<string> Of(StrategyComparison comparison, bool onTest)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return [.. VersusSeedPrompt(comparison), .. VersusReference(comparison), .. OverSeeds(comparison), .. Limits(comparison), .. Looks(comparison, onTest)];
    }

    private static IEnumerable<string> VersusSeedPrompt(StrategyComparison comparison)
    {
        var same = comparison.Strategies.Where(one => one.VersusSeedPrompt.Interval is null).ToArray();
        var other = comparison.Strategies.Except(same).ToArray();
        var better = other.Where(one => one.VersusSeedPrompt.IsBetter).ToArray();
        var worse = other.Where(one => one.VersusSeedPrompt.IsWorse).ToArray();
        var open = other.Except(better).Except(worse).ToArray();
        if (better.Length > 0) yield return $"Better than the seed prompt: {List(better, one => one.VersusSeedPrompt)}.";
        if (worse.Length > 0) yield return $"Worse than the seed prompt: {List(worse, one => one.VersusSeedPrompt)}.";
        if (better.Length + worse.Length == 0)
        {
            yield return open.Length > 0
                ? $"No strategy's interval against the seed prompt excludes 0: on {Rows(comparison)} nothing can be said to be better or worse than not searching at all."
                : "Every choice was the seed prompt: no strategy found anything that it held to be better.";
        }
        else if (open.Length > 0)
        {
            yield return $"Not told apart from the seed prompt, since the interval holds 0: {Names(open)}.";
        }

        if (same.Length > 0 && other.Length > 0) yield return $"Chose the seed prompt every time: {Names(same)}.";
        if (better.Length > 1 && better.MinBy(one => one.Tokens) is { } cheapest)
            yield return Invariant($"Of those that are better than the seed prompt, {Name(cheapest)} took the fewest tokens: {cheapest.Tokens:#,0} a study.");
    }

    private static IEnumerable<string> VersusReference(StrategyComparison comparison)
    {
        var others = comparison.Strategies.Skip(1).ToArray();
        if (others.Length == 0 || comparison.Reference.VersusSeedPrompt.Interval is null) yield break; // said above where the reference is the seed prompt
        var reference = Name(comparison.Reference);
        var better = others.Where(one => one.VersusReference!.IsBetter).ToArray();
        var worse = others.Where(one => one.VersusReference!.IsWorse).ToArray();
        if (better.Length > 0) yield return $"Better than {reference}: {List(better, one => one.VersusReference!)}.";
        if (worse.Length > 0) yield return $"Worse than {reference}: {List(worse, one => one.VersusReference!)}.";
        var open = others.Except(better).Except(worse).ToArray();
        if (open.Length > 0) yield return $"Not told apart from {reference}: {Names(open)}.";
    }

    private static IEnumerable<string> OverSeeds(StrategyComparison comparison)
    {
        int tests = comparison.Strategies.Count - 1;
        if (comparison.Seeds == 1)
        {
            yield return "One seed says nothing about the luck of a search: the intervals are about these very prompts, not about the strategies. Use five seeds or more.";
        }
        else if (comparison.Seeds < StrategyComparison.LeastSeedsOfTest)
        {
            yield return $"{comparison.Seeds} seeds are too few for a test over seeds (five at least) and say little about the luck of a search.";
        }
        else if (tests > 0)
        {
            var below = comparison.Strategies.Where(one => one.AdjustedP < Level).ToArray();
            var smallest = tests * Math.Pow(2, -comparison.Seeds);
            yield return $"Over seeds, better than {Name(comparison.Reference)} by Wilcoxon's signed rank test (one-sided{(tests > 1 ? $", corrected by Holm for {tests} strategies" : "")}): "
                + (below.Length > 0 ? $"{Names(below)}." : "none, at a level of 0.05.")
                + (smallest >= Level ? Invariant($" With {comparison.Seeds} seeds, p could not have been below {smallest:0.000}: that test needs more seeds.") : "");
        }
    }

    private static IEnumerable<string> Limits(StrategyComparison comparison)
    {
        int open = comparison.Strategies.Count(one => one.VersusSeedPrompt.Interval is not null);
        if (open > 1) yield return $"Each interval is at 95 % by itself: of {open} strategies, one may well exclude 0 by luck.";
    }

    private static IEnumerable<string> Looks(StrategyComparison comparison, bool onTest)
    {
        if (!onTest)
        {
            yield return "These are validation rows, which the choices were made on: they flatter every strategy that chose among many prompts. Only --split test gives a verdict.";
            yield break;
        }

        var optimism = comparison.Strategies.Average(one => one.Optimism);
        if (optimism > NotableOptimism)
            yield return Invariant($"On validation the choices looked {optimism * 100:0.0} points better than they are on test: the best of many looks better than it is, and the rows differ.");
    }

    private static string Rows(StrategyComparison comparison) =>
        $"{comparison.Rows} rows with {comparison.Seeds} {(comparison.Seeds == 1 ? "seed" : "seeds")}";

    private static string List(IEnumerable<StrategyResult> results, Func<StrategyResult, ScoreDifference> difference) =>
        string.Join(", ", results.OrderByDescending(one => difference(one).Mean).Select(one => $"{Name(one)} ({Points(difference(one))})"));

    private static string Points(ScoreDifference difference) =>
        Invariant($"{difference.Mean * 100:+0.0;-0.0;0.0} points, {difference.Interval!.Value.Low * 100:+0.0;-0.0;0.0} to {difference.Interval!.Value.High * 100:+0.0;-0.0;0.0}");

    private static string Names(IEnumerable<StrategyResult> results) => string.Join(", ", results.Select(Name));

    private static string Name(StrategyResult result) => KebabCase.Of(result.Strategy);
}
