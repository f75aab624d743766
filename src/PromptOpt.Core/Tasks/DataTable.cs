namespace PromptOpt.Tasks;

/// <summary>All rows of one data file.</summary>
internal sealed record DataTable
{
    private static readonly string[] InputNames = ["input", "question", "text", "prompt"];
    private static readonly string[] TargetNames = ["target", "answer", "label", "expected_output", "output"];

    /// <summary>The file, as shown to people.</summary>
    public required string Path { get; init; }

    /// <summary>The rows in the order of the file.</summary>
    public required IReadOnlyList<DataRow> Rows { get; init; }

    /// <summary>The header's own text (CSV and TSV); empty otherwise.</summary>
    public string Header { get; init; } = "";

    /// <summary>All columns that occur, in the order of their first row.</summary>
    public IReadOnlyList<string> Columns => [.. Rows.SelectMany(row => row.Fields.Keys).Distinct()];

    /// <summary>Reads a file by its extension.</summary>
    /// <exception cref="BadInputException">It is missing, of another kind, broken, or has no rows.</exception>
    public static DataTable Read(string path)
    {
        var text = Utf8Text.Read(path);
        var table = System.IO.Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" => JsonRows.ReadLines(path, text),
            ".json" => JsonRows.ReadArray(path, text),
            ".csv" => DelimitedRows.Read(path, text, ','),
            ".tsv" => DelimitedRows.Read(path, text, '\t'),
            var other => throw new BadInputException($"{path}: '{other}' files cannot be read; use .jsonl, .json, .csv or .tsv"),
        };
        return table.Rows.Count > 0 ? table : throw new BadInputException($"{path}: has no rows; add rows with an input and a target");
    }

    /// <summary>The input column: the one asked for, else the first that exists of the usual names.</summary>
    public string InputColumn(string? asked) => Column("input", asked, InputNames);

    /// <summary>The target column: the one asked for, else the first that exists of the usual names.</summary>
    public string TargetColumn(string? asked) => Column("target", asked, TargetNames);

    private string Column(string role, string? asked, string[] usual)
    {
        var columns = Columns;
        if (asked is not null && columns.Contains(asked)) return asked;
        if (asked is not null)
            throw new BadInputException($"{Path}:{Rows[0].Line}: there is no {role} column '{asked}'{Spelling.Hint(asked, columns)}; the columns are {string.Join(", ", columns)}");
        return usual.FirstOrDefault(columns.Contains) ?? throw new BadInputException(
            $"{Path}:{Rows[0].Line}: no {role} column found; the columns are {string.Join(", ", columns)}; "
            + $"name one as 'data: {{{role}: NAME}}' in task.yaml (with --{role}-field for init), or call it one of {string.Join(", ", usual)}");
    }
}
