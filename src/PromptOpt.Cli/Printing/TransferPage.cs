using PromptOpt.Comparison;
using PromptOpt.Statistics;

namespace PromptOpt.Cli.Printing;

/// <summary>Prompts on models, for people. Differences are in points.</summary>
internal static class TransferPage
{
    /// <summary>Writes the page.</summary>
    public static void Write(TextWriter writer, TransferReport report, int? width)
    {
        var matrix = report.Matrix;
        string uses = report.TestUses > 0 ? $", use {report.TestUses} of this test set" : "";
        writer.WriteLine($"{report.Task}, {report.Split}: {Several(matrix.Prompts.Count, "prompt")} on {Several(matrix.Models.Count, "model")}, the same {matrix.Rows} rows{uses}");
        Under(writer, "Scores with 95 % intervals:", matrix, cell => $"{Format.Value(cell.Score)} {Format.Interval(cell.Interval)}", width);
        if (matrix.Prompts.Count > 1) Under(writer, "Difference to the model's best prompt, in points:", matrix, Difference, width);
        writer.WriteLine();
        if (matrix.Models.Count == 1) writer.WriteLine("One model alone says nothing about others; name more with --models.");
        else if (matrix.Prompts.Count == 1) writer.WriteLine("One prompt alone cannot be a worse choice than another; name more, for example the seed prompt as STUDY:1.");
        else if (matrix.Losses.Count == 0) writer.WriteLine("One prompt is the best on all of these models.");
        foreach (var loss in matrix.Losses) WriteLoss(writer, matrix, loss);
    }

    private static void WriteLoss(TextWriter writer, TransferMatrix matrix, TransferLoss loss)
    {
        var (prompt, home, on, other) = (Format.OneLine(matrix.Prompts[loss.Prompt]), matrix.Models[loss.BestOn], matrix.Models[loss.On], matrix.Prompts[loss.Other]);
        string points = $"{Format.Points(loss.Difference.Difference)} points {Points(loss.Difference)} against {other}";
        writer.WriteLine(loss.IsCertain
            ? $"warning: {prompt}, the best on {home}, does not carry over to {on}: {points}"
            : $"{prompt}, the best on {home}, is not the best on {on} ({points}), but that may be luck");
    }

    private static void Under(TextWriter writer, string head, TransferMatrix matrix, Func<TransferCell, string> text, int? width)
    {
        writer.WriteLine();
        writer.WriteLine(head);
        var table = new TextTable(["prompt", .. matrix.Models]);
        for (int i = 0; i < matrix.Prompts.Count; i++) table.Add([matrix.Prompts[i], .. matrix.Cells[i].Select(text)]);
        table.Write(writer, "  ", width);
    }

    private static string Several(int count, string word) => $"{count} {word}{(count == 1 ? "" : "s")}";

    private static string Difference(TransferCell cell) => cell.VersusBest is { } difference ? $"{Format.Points(difference.Difference)} {Points(difference)}" : "best";

    private static string Points(PairedComparison difference) => $"[{Format.Points(difference.CiLow)}, {Format.Points(difference.CiHigh)}]";
}
