namespace PromptOpt.Tasks;

/// <summary>Turns the rows of a table into examples: columns mapped, empty ones refused, duplicates left out with a note.</summary>
internal static class ExampleReader
{
    private const int MostProblems = 20;

    /// <summary>Reads all rows, in the order of their hash.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="data">Which columns.</param>
    /// <param name="notes">Where notes go.</param>
    /// <exception cref="BadInputException">Rows without an input or a target; up to 20 of them, one a line.</exception>
    public static IReadOnlyList<SourcedExample> Read(DataTable table, DataSpec data, List<string> notes)
    {
        var (input, target) = (table.InputColumn(data.Input), table.TargetColumn(data.Target));
        var problems = new List<string>();
        var examples = new List<SourcedExample>();
        foreach (var row in table.Rows)
        {
            var place = $"{table.Path}:{row.Line}";
            foreach (var column in new[] { input, target })
                if (string.IsNullOrWhiteSpace(row.Fields.GetValueOrDefault(column)))
                    problems.Add($"{place}: '{column}' is {(row.Fields.ContainsKey(column) ? "empty" : "missing")}; fill it in or remove the row");
            if (problems.Count == 0) examples.Add(Create(row, input, target, place));
        }
        if (problems.Count > MostProblems) problems = [.. problems.Take(MostProblems), $"{table.Path}: and {problems.Count - MostProblems} more like these"];
        if (problems.Count > 0) throw new BadInputException(string.Join('\n', problems));
        return [.. Distinct(examples, notes).OrderBy(e => e.Hash, StringComparer.Ordinal)];
    }

    private static SourcedExample Create(DataRow row, string input, string target, string place)
    {
        var hash = NormalizedText.Hash(row.Fields[input]);
        var example = new Example { Id = hash[..16], Fields = row.Fields, Input = row.Fields[input], Target = row.Fields[target].Trim() };
        return new SourcedExample(example, hash, place);
    }

    private static List<SourcedExample> Distinct(IEnumerable<SourcedExample> examples, List<string> notes)
    {
        var seen = new Dictionary<string, SourcedExample>();
        foreach (var example in examples)
        {
            if (seen.TryAdd(example.Hash, example)) continue;
            var first = seen[example.Hash];
            notes.Add(first.Example.Target == example.Example.Target
                ? $"{example.Place}: left out, the same row as {first.Place}"
                : $"{example.Place}: left out, the same input as {first.Place} with another target ('{example.Example.Target}' instead of '{first.Example.Target}')");
        }
        return [.. seen.Values];
    }
}
