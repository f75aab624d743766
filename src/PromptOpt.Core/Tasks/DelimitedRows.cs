using CsvHelper;

namespace PromptOpt.Tasks;

/// <summary>Rows from CSV and TSV with a header line. A value in double quotes may hold delimiters, line ends and doubled quotes.</summary>
internal static class DelimitedRows
{
    /// <summary>Reads a file's text.</summary>
    public static DataTable Read(string path, string text, char delimiter)
    {
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        var rows = new List<DataRow>();
        (string[] Names, string Raw)? header = null;
        try
        {
            foreach (var record in reader)
            {
                var (line, values, raw) = ((int)reader.LineNumber, record.ToArray(), record.ToString());
                if (values is [var only] && string.IsNullOrWhiteSpace(only)) continue;
                if (header is { } columns) rows.Add(Row(path, line, columns.Names, values, raw));
                else header = (Header(path, line, values), raw);
            }
        }
        catch (CsvFormatException e)
        {
            throw new BadInputException(
                $"{path}:{e.LineNumber}: a quote is wrong in the row that begins here: put the whole value in quotes, double the quotes inside, and close it", e);
        }
        return new DataTable { Path = path, Rows = rows, Header = header?.Raw ?? "" };
    }

    private static string[] Header(string path, int line, string[] values)
    {
        if (Array.Exists(values, string.IsNullOrWhiteSpace))
            throw new BadInputException($"{path}:{line}: a column of the header has no name; the first line must name every column");
        var twice = values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? values : throw new BadInputException($"{path}:{line}: the column '{twice.Key}' occurs twice; rename one");
    }

    private static DataRow Row(string path, int line, string[] columns, string[] values, string raw)
    {
        if (values.Length != columns.Length)
            throw new BadInputException($"{path}:{line}: has {values.Length} values, but the header names {columns.Length} columns; quote values that hold the delimiter");
        return new DataRow(line, columns.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second), raw);
    }
}
