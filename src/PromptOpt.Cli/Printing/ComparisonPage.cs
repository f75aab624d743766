namespace PromptOpt.Cli.Printing;

/// <summary>The result of a comparison for people.</summary>
internal static class ComparisonPage
{
    private const int MostColumns = 110;

    /// <summary>Writes the tables, the verdict and where the files are.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="report">The result.</param>
    /// <param name="width">Columns there are; longer lines of tables are cut. Null: any number. Sentences are wrapped at 110 at the latest.</param>
    public static void Write(TextWriter writer, ComparisonReport report, int? width)
    {
        writer.WriteLine(report.Heading);
        foreach (var (title, heads, rows) in ComparisonTables.Of(report))
        {
            writer.WriteLine();
            writer.WriteLine(title);
            var table = new TextTable(heads);
            foreach (var row in rows) table.Add(row);
            table.Write(writer, "  ", width);
        }

        writer.WriteLine();
        foreach (var sentence in report.Verdict) WriteItem(writer, sentence, Math.Min(width ?? MostColumns, MostColumns));
        writer.WriteLine();
        writer.WriteLine(report.MeasuredLine);
        writer.WriteLine($"Files in {report.Folder.Folder}: {string.Join(", ", report.Files.Values.Select(path => Path.GetFileName(path)))}");
    }

    /// <summary>A sentence behind a dash, wrapped between words.</summary>
    private static void WriteItem(TextWriter writer, string sentence, int width)
    {
        var line = "-";
        foreach (var word in sentence.Split(' '))
        {
            if (line.Length + 1 + word.Length > width && line.Length > 2)
            {
                writer.WriteLine(line);
                line = " ";
            }

            line += " " + word;
        }

        writer.WriteLine(line);
    }
}
