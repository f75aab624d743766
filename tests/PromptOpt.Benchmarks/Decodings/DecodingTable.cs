using System.Text.Json;
using System.Text.Json.Serialization;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Benchmarks.Decodings;

/// <summary>Scores by configuration and example, as they were recorded.</summary>
internal sealed class DecodingTable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Dictionary<Configuration, double[]> _scores;

    /// <summary>Takes rows. Of a configuration and an example that come twice the first counts.</summary>
    /// <exception cref="BadInputException">A configuration lacks an example that another one has, or is none of the grid's.</exception>
    public DecodingTable(IReadOnlyList<DecodingRow> rows)
    {
        if (rows.Count == 0) throw new BadInputException("the table is empty: record it first.");
        Examples = [.. rows.Select(row => row.Example).Distinct()];
        Space = DecodingGrid.Of([.. rows.Select(row => row.Prompt).Distinct()]);
        var known = rows.GroupBy(DecodingGrid.CellOf).ToDictionary(cell => cell.Key, cell => cell.DistinctBy(row => row.Example).ToDictionary(row => row.Example, row => row.Score));
        _scores = DecodingGrid.Cells(Space).ToDictionary(cell => cell, cell => Examples.Select(example =>
            known.TryGetValue(cell, out var scores) && scores.TryGetValue(example, out double score) ? score
            : throw new BadInputException($"the table has no answer of '{cell}' to example {example}: go on with 'decoding-table record'.")).ToArray());
        Best = _scores.Values.Max(scores => scores.Average());
    }

    /// <summary>What is searched.</summary>
    public SearchSpace Space { get; }

    /// <summary>Ids of the examples, the same for every configuration.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>The largest mean of a configuration.</summary>
    public double Best { get; }

    /// <summary>Scores of a configuration by example.</summary>
    public IReadOnlyList<double> ScoresOf(Configuration configuration) => _scores[configuration];

    /// <summary>How far the mean of a configuration over all examples is below the best.</summary>
    public double Regret(Configuration configuration) => Best - _scores[configuration].Average();

    /// <summary>The rows of a file; none where there is no file yet. A last line that a killed process left half written is skipped.</summary>
    /// <exception cref="BadInputException">Another line is no row.</exception>
    public static IReadOnlyList<DecodingRow> Read(string path)
    {
        if (!File.Exists(path)) return [];
        string[] lines = File.ReadAllLines(path);
        return [.. lines.Select((line, i) => Row(path, line, i, i + 1 == lines.Length)).OfType<DecodingRow>()];
    }

    /// <summary>Adds rows to a file; what a killed process left half written is cut off first.</summary>
    public static void Append(string path, IEnumerable<DecodingRow> rows)
    {
        if (File.Exists(path) && File.ReadAllText(path) is var before && !before.EndsWith('\n')) File.WriteAllText(path, before[..(before.LastIndexOf('\n') + 1)]);
        File.AppendAllText(path, string.Concat(rows.Select(row => JsonSerializer.Serialize(row, Json) + "\n")));
    }

    private static DecodingRow? Row(string path, string line, int index, bool isLast)
    {
        try
        {
            return JsonSerializer.Deserialize<DecodingRow>(line, Json);
        }
        catch (JsonException error)
        {
            return isLast ? null : throw new BadInputException($"{path}:{index + 1}: not a row of the table ({error.Message}); delete the line and record again.", error);
        }
    }
}
