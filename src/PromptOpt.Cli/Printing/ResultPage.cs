using PromptOpt.Statistics;

namespace PromptOpt.Cli.Printing;

/// <summary>The result of a study for people.</summary>
internal static class ResultPage
{
    /// <summary>Writes verdict, comparison, changes, prompt, spending and files.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="report">What was found.</param>
    /// <param name="width">Columns for tables; null for any number.</param>
    public static void Write(TextWriter writer, StudyReport report, int? width)
    {
        WriteVerdict(writer, report);
        WriteComparison(writer, report);
        if (report is { TradeOffs: { } tradeOffs, Outcome.Objective: { } objective }) TradeOffTable.Write(writer, objective.Objective, tradeOffs, report.Outcome.BestTrial, width);
        WriteChanges(writer, report, width);
        if (report.Best is { } best)
        {
            writer.WriteLine();
            writer.WriteLine($"Prompt of trial {best.Number}:");
            CandidateText.Write(writer, best.Candidate, best.Calibration, allExamples: false);
        }

        var (outcome, spent) = (report.Outcome, report.Outcome.Spending);
        writer.WriteLine();
        writer.WriteLine($"Spent: {outcome.Trials} trials, {Format.Count(spent.Calls)} calls, {Format.Count(spent.Tokens)} tokens " +
            $"({Format.Count(spent.ComputedTokens)} computed), {Format.Time(TimeSpan.FromSeconds(outcome.Seconds))}");
        CachedCalls.Of(report.FromCache).Write(writer);
        if (outcome.Race is { } race) writer.WriteLine(RaceLine.Of(race));
        var files = report.Files.Values.Where(File.Exists).ToList();
        if (files.Count > 0) writer.WriteLine($"Files in {Path.GetDirectoryName(files[0])}: {string.Join(", ", files.Select(f => Path.GetFileName(f)))}");
    }

    /// <summary>The word with its numbers on one line, then the reason.</summary>
    public static void WriteVerdict(TextWriter writer, StudyReport report)
    {
        var outcome = report.Outcome;
        var line = Words.Of(outcome.Verdict);
        if (outcome.Difference is { } difference)
        {
            line += $": {Format.Points(difference)} points on test [{Format.Points(outcome.CiLow)}, {Format.Points(outcome.CiHigh)}], " +
                $"p {Format.PValue(outcome.P)}, {outcome.TestRows} rows, test use {outcome.TestUses}";
        }

        writer.WriteLine(line);
        writer.WriteLine(Format.OneLine(outcome.Explanation));
        if (outcome is { Verdict: VerdictKind.Undecided, RowsToDecide: { } rows }) writer.WriteLine($"About {Format.Count(rows)} test rows would decide.");
    }

    private static void WriteComparison(TextWriter writer, StudyReport report)
    {
        var outcome = report.Outcome;
        if (outcome.TestAccuracy is not null)
        {
            var table = new TextTable("", ">on test", "95 % interval", ">tokens/correct", ">latency (median)");
            table.Add("seed prompt", Format.Value(outcome.SeedTestAccuracy), Format.Interval(report.SeedTestInterval),
                Format.Number(outcome.SeedTokensPerCorrect, "#,0"), Seconds(outcome.SeedLatencyMedian));
            table.Add($"trial {outcome.BestTrial}", Format.Value(outcome.TestAccuracy), Format.Interval(report.TestInterval),
                Format.Number(outcome.TokensPerCorrect, "#,0"), Seconds(outcome.LatencyMedian));
            writer.WriteLine();
            table.Write(writer);
        }

        WriteEpisodes(writer, report);
        if (report.BagOfWords is not { } bag) return;
        writer.WriteLine();
        var (rows, best) = outcome.TestAccuracy is { } test ? ("test", test) : ("validation", outcome.ValidationValue);
        writer.WriteLine($"A bag-of-words classifier trained on the same rows reaches {Format.Value(bag)} on {rows}, the best prompt {Format.Value(best)}" +
            (bag > best ? ": on this task the classifier is better." : "."));
    }

    private static void WriteEpisodes(TextWriter writer, StudyReport report)
    {
        if (report.SeedEpisodes is not { } seed || report.BestEpisodes is not { } best) return;
        writer.WriteLine();
        writer.Write($"Seed prompt on {(report.Outcome.TestAccuracy is null ? "validation" : "test")}: ");
        EpisodeLines.Write(writer, seed, null);
        if (report.Outcome.BestTrial == 1) return;
        writer.Write($"Trial {report.Outcome.BestTrial}: ");
        EpisodeLines.Write(writer, best, null);
    }

    private static void WriteChanges(TextWriter writer, StudyReport report, int? width)
    {
        if (report.Lineage.Count < 2) return;
        writer.WriteLine();
        writer.WriteLine($"What changed from the seed prompt to trial {report.Outcome.BestTrial}:");
        var table = new TextTable("trial", "operator", ">validation", ">rows", ">lead (points)", "change");
        foreach (var trial in report.Lineage)
            table.Add($"{trial.Number}", Format.OneLine(trial.Operator), Format.Value(trial.Value), $"{trial.Rows}", Format.Points(trial.Lead), Format.OneLine(trial.Change));
        table.Write(writer, "  ", width);
    }

    private static string Seconds(double? seconds) => seconds is null ? Format.Nothing : Format.Number(seconds, "0.000") + " s";
}
