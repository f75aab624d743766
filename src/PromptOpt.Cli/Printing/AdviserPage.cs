using System.Globalization;
using PromptOpt.Search.Advising;

namespace PromptOpt.Cli.Printing;

/// <summary>What a language model contributed to a tuned study, for people.</summary>
internal static class AdviserPage
{
    private const int MostWeights = 12;

    /// <summary>Writes it; nothing where no model advised.</summary>
    public static void Write(TextWriter writer, AdviserReport? report)
    {
        if (report is null) return;
        writer.WriteLine();
        writer.WriteLine("What the language model contributed:");
        var table = new TextTable("", "");
        if (report.IsGuarded)
        {
            table.Add("asked", $"{Times(report.Asked)} for {report.Weights.Count} trials: {string.Join(", ", report.Outcomes.Select(outcome => $"{outcome.Key} {outcome.Value}"))}");
            table.Add("weight", Weights(report.Weights));
        }

        table.Add("its trials", Group(report.Trials, report.MeanLead, report.BestLead));
        table.Add("the others", Group(report.OtherTrials, report.OtherMeanLead, report.OtherBestLead));
        table.Add("cost", Cost(report.Cost));
        table.Write(writer, "  ");
        writer.WriteLine("  " + Says(report));
    }

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";

    private static string Weights(IReadOnlyList<double> weights)
    {
        string[] shown = [.. Thinned(weights).Select(weight => Format.Number(weight, "0.000"))];
        return $"{shown[0]} at first, {shown[^1]} at last{(shown.Length > 2 ? $" ({string.Join(' ', shown)})" : "")}";
    }

    private static IEnumerable<double> Thinned(IReadOnlyList<double> weights) =>
        weights.Count <= MostWeights ? weights : Enumerable.Range(0, MostWeights).Select(i => weights[i * (weights.Count - 1) / (MostWeights - 1)]);

    private static string Group(int trials, double? mean, double? best) => trials == 0 ? "none" : $"{trials}, mean lead {Format.Points(mean)} points, best {Format.Points(best)}";

    private static string Cost(AdviserCost cost)
    {
        string seconds = cost.Seconds.ToString("#,0.0", CultureInfo.InvariantCulture);
        return $"{Format.Count(cost.Own.Calls)} calls ({Share(cost.Own.Calls, cost.Search.Calls)} of the search), {Format.Count(cost.Own.Tokens)} tokens ({Share(cost.Own.Tokens, cost.Search.Tokens)}), " +
            $"{Format.Count(cost.Own.ComputedTokens)} of them computed ({Share(cost.Own.ComputedTokens, cost.Search.ComputedTokens)}), {seconds} s ({Share(cost.Seconds, cost.SearchSeconds)})";
    }

    private static string Share(double part, double all) => (all > 0 ? part / all : 0).ToString("0 %", CultureInfo.InvariantCulture);

    private static string Says(AdviserReport report)
    {
        if (report.Helped)
            return $"Trial {report.BestTrial} of the model is the best. One study cannot tell knowledge from luck: run it with --without adviser-evidence, too, which shows the model shuffled results.";
        return report.Trials == 0
            ? "It did not help: no trial of it was run on validation rows."
            : "It did not help: no trial of it is ahead of both the seed prompt and the best of the others.";
    }
}
