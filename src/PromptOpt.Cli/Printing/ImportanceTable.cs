using PromptOpt.Tuning.Importance;

namespace PromptOpt.Cli.Printing;

/// <summary>Which knobs mattered over all that was tried, for people.</summary>
internal static class ImportanceTable
{
    /// <summary>Smallest share of a pair that is shown.</summary>
    private const double LeastOfPair = 0.05;

    private const int MostLines = 12;

    /// <summary>Writes the table, or why there is none.</summary>
    public static void Write(TextWriter writer, StudyImportance importance, int? width)
    {
        if (importance.P is not { } p)
        {
            writer.WriteLine($"Which knobs matter cannot be said: {importance.Trials} tuned trials have values, and it takes {StudyImportance.Fewest}.");
        }
        else if (!importance.IsSupported)
        {
            writer.WriteLine(
                $"Which knobs matter cannot be said from these {importance.Trials} tuned trials: left out in turn, they are predicted no better than exchanged values would be (R² {Format.Number(importance.Predicts, "0.00")}, p {Format.PValue(p)}).");
        }
        else
        {
            writer.WriteLine($"Which knobs matter over all that was tried ({importance.Trials} tuned trials; trials left out are predicted with R² {Format.Number(importance.Predicts, "0.00")}, p {Format.PValue(p)}):");
            WriteShares(writer, importance, width);
            writer.WriteLine("Shares of the variance of the lead over the seed prompt (fANOVA). They speak of all that was tried, the ablation of the winner alone.");
        }

        writer.WriteLine();
    }

    private static void WriteShares(TextWriter writer, StudyImportance importance, int? width)
    {
        var table = new TextTable("knob", ">share", ">80 % of draws");
        foreach (var share in importance.Shares.Where(share => share.Knobs.Count == 1 || share.Share >= LeastOfPair).Take(MostLines))
            table.Add(string.Join(" with ", share.Knobs), Percent(share.Share), $"{Percent(share.Range.Low)} to {Percent(share.Range.High)}");
        table.Write(writer, "  ", width);
    }

    private static string Percent(double share) => $"{Format.Number(100 * share, "0")} %";
}
