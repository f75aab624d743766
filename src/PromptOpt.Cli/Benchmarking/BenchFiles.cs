using System.Globalization;
using System.Text;
using PromptOpt.Cli.Printing;

namespace PromptOpt.Cli.Benchmarking;

/// <summary>Writes bench.csv and bench.json. A CSV row says by itself what it was measured on, so that files of several machines can be joined.</summary>
internal static class BenchFiles
{
    private const string Head = "measure,unit,median,smallest,largest,repeats,model,model_identity,engine,device,threads,fewest_threads,parallel,context_tokens,date,version";

    /// <summary>Makes the folder, before anything is measured.</summary>
    /// <exception cref="BadInputException">It cannot be made.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"--output: {folder} cannot be made: {e.Message} Name another folder.", e);
        }
    }

    /// <summary>Writes both files.</summary>
    /// <exception cref="PromptOptException">The folder cannot be written to.</exception>
    public static void Write(string folder, BenchReport report)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, "bench.csv"), Csv(report));
            File.WriteAllText(Path.Combine(folder, "bench.json"), JsonText.Write(report) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PromptOptException($"{folder} cannot be written to: {e.Message} Name another folder with --output.", e);
        }
    }

    /// <summary>The report as CSV: RFC 4180, invariant numbers, empty for a missing value.</summary>
    public static string Csv(BenchReport report)
    {
        var text = new StringBuilder(Head).Append("\r\n");
        foreach (var row in report.Rows)
        {
            object?[] cells =
            [
                row.Measure, row.Unit, row.Median, row.Smallest, row.Largest, row.Values.Count, report.Model, report.ModelIdentity, report.Engine,
                report.Device, report.Threads, report.FewestThreads, report.Parallel, report.ContextTokens, report.Date.ToString("O", CultureInfo.InvariantCulture), report.Version,
            ];
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Cell(object? value)
    {
        var text = value is double number ? number.ToString("0.####", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
