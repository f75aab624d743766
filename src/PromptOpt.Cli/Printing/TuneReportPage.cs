using PromptOpt.Evaluation;
using PromptOpt.Tuning.Importance;

namespace PromptOpt.Cli.Printing;

/// <summary>A <see cref="TuneReport"/> for people.</summary>
internal static class TuneReportPage
{
    private const int LongestText = 40;

    /// <summary>Writes the page.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="report">What to write.</param>
    /// <param name="width">Columns of the terminal; null for no limit.</param>
    public static void Write(TextWriter writer, TuneReport report, int? width)
    {
        writer.WriteLine($"{report.Study}: {report.Trials} trials");
        writer.WriteLine();
        WriteSources(writer, report, width);
        if (report.TradeOffs is { } tradeOffs) TradeOffTable.Write(writer, tradeOffs.Objective, tradeOffs.Trials, report.Winner, width);
        writer.WriteLine();
        if (report.Importance is { } importance) ImportanceTable.Write(writer, importance, width);
        if (report.Steps.Count == 0)
        {
            writer.WriteLine("The seed prompt is the best: there is nothing to take apart.");
            return;
        }

        WriteWinner(writer, report, width);
        if (report.Ablation is { } ablation) WriteAblation(writer, ablation, width);
        else writer.WriteLine($"What each of these is worth by itself: promptopt tune-report {report.Study} --ablate");
    }

    private static void WriteSources(TextWriter writer, TuneReport report, int? width)
    {
        var table = new TextTable("source", ">trials", ">complete", ">best trial", ">value", ">lead", ">tokens", ">dearest");
        foreach (var line in report.Sources)
        {
            table.Add(
                Format.OneLine(line.Source), $"{line.Trials}", $"{line.Complete}", line.BestTrial?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Format.Nothing,
                Format.Value(line.BestValue), Format.Points(line.BestLead), Format.Count(line.Tokens), Format.Count(line.Dearest));
        }

        table.Write(writer, "  ", width);
    }

    private static void WriteWinner(TextWriter writer, TuneReport report, int? width)
    {
        writer.WriteLine($"Trial {report.Winner} beside the seed prompt:");
        var table = new TextTable("", "seed prompt", "winner");
        foreach (var step in Parts(report.Steps)) table.Add(step.Part, Short(step.Baseline), Short(step.Winner));
        AddNumbers(table, report.SeedNumbers, report.WinnerNumbers);
        table.Write(writer, "  ", width);
        writer.WriteLine("The numbers are from validation rows, by which the winner was chosen, so they flatter it; the verdict is on others.");
        writer.WriteLine();
    }

    private static void AddNumbers(TextTable table, RolloutNumbers? seed, RolloutNumbers? winner)
    {
        void Add(string name, Func<RolloutNumbers, string> text) => table.Add(name, seed is null ? Format.Nothing : text(seed), winner is null ? Format.Nothing : text(winner));
        Add("validation rows", numbers => Format.Count(numbers.Rows));
        Add("value", numbers => Format.Value(numbers.Accuracy));
        Add("tokens per correct", numbers => Format.Number(numbers.TokensPerCorrect, "#,0"));
        Add("latency of a row", Format.Latency);
    }

    private static void WriteAblation(TextWriter writer, Ablation ablation, int? width)
    {
        writer.WriteLine($"What each part is worth: the winner less the winner with that part put back, on {ablation.Winner.Rows} validation rows run anew, each the same for all.");
        var table = new TextTable("put back", "from", "to", ">points", ">95 %", ">tokens a row", ">95 %", ">per correct", ">p50 ms");
        foreach (var effect in ablation.Effects)
        {
            table.Add(
                effect.Step.Part, Short(effect.Step.Winner), Short(effect.Step.Baseline), Format.Points(effect.Score?.Difference), Points(effect),
                Format.Number(effect.Tokens?.Mean, "+#,0;-#,0;0"), Tokens(effect), Difference(ablation.Winner.TokensPerCorrect, effect.Numbers?.TokensPerCorrect), Format.Number(1000 * (ablation.Winner.LatencyMedian - effect.Numbers?.LatencyMedian), "+#,0;-#,0;0"));
        }

        table.Write(writer, "  ", width);
        foreach (var effect in ablation.Effects.Where(effect => effect.Problem.Length > 0)) writer.WriteLine($"{effect.Step.Part} cannot be put back alone: {Format.OneLine(effect.Problem)}");
        writer.WriteLine("Tokens a row and tokens per correct answer say what a part saves; a part that changes neither saves nothing, whatever else changed with it.");
        writer.WriteLine("Parts that need each other each show what they are worth together, so the lines need not add up. The rows are those that the winner was chosen by.");
        writer.WriteLine($"{Format.Count(ablation.Spending.Calls)} calls, {Format.Count(ablation.Spending.Tokens)} tokens ({Format.Count(ablation.Spending.ComputedTokens)} computed)");
    }

    /// <summary>Nothing where either has no right answer at all.</summary>
    private static string Difference(double winner, double? without) =>
        without is { } other && double.IsFinite(winner) && double.IsFinite(other) ? Format.Number(winner - other, "+#,0;-#,0;0") : Format.Nothing;

    private static IEnumerable<AblationStep> Parts(IEnumerable<AblationStep> steps) => steps.Where(step => step.Part != AblationFromWinner.Everything);

    private static string Points(AblationEffect effect) =>
        effect.Score is { } score ? $"[{Format.Points(score.CiLow)}, {Format.Points(score.CiHigh)}]" : Format.Nothing;

    private static string Tokens(AblationEffect effect) => effect.Tokens?.Interval is { } interval
        ? $"[{Format.Number(interval.Low, "+#,0;-#,0;0")}, {Format.Number(interval.High, "+#,0;-#,0;0")}]"
        : Format.Nothing;

    private static string Short(string text) => text.Length == 0 ? Format.Nothing : Format.Cut(Format.OneLine(text), LongestText);
}
