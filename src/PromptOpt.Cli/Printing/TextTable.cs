namespace PromptOpt.Cli.Printing;

/// <summary>A plain table: aligned columns, no frames, the same in a terminal, a pipe and a file.</summary>
/// <param name="headers">Column heads; one that begins with <c>&gt;</c> aligns its column to the right.</param>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> _rows = [[.. headers.Select(h => h.TrimStart('>'))]];

    /// <summary>Adds a row with one cell a column.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the table; a head without any word is left out.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="indent">What stands before every line.</param>
    /// <param name="width">Columns there are; longer lines are cut. Null: any number.</param>
    public void Write(TextWriter writer, string indent = "", int? width = null)
    {
        var widths = headers.Select((_, i) => _rows.Max(row => row[i].Length)).ToArray();
        foreach (var row in _rows.Skip(headers.All(h => h.TrimStart('>').Length == 0) ? 1 : 0))
        {
            var cells = row.Select((cell, i) => headers[i].StartsWith('>') ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            writer.WriteLine(Format.Cut((indent + string.Join("  ", cells)).TrimEnd(), width ?? int.MaxValue));
        }
    }
}
