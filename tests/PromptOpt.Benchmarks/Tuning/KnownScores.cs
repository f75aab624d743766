using System.Globalization;
using System.Text.Json;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>All that is known of a task before a run: what an advisor who has seen the answers may say.</summary>
internal sealed class KnownScores
{
    private readonly (double[] Point, double Value)[] _rows;

    /// <summary>Takes rows.</summary>
    /// <param name="task">The task.</param>
    /// <param name="rows">Numbers and scores, at least one with a score.</param>
    public KnownScores(BayesmarkTask task, IEnumerable<(IReadOnlyDictionary<string, double> Config, double? Score)> rows)
    {
        var scored = rows.Where(row => row.Score is not null).Select(row => (Configuration: task.Configure(row.Config), Value: task.ValueOf(row.Score!.Value))).ToArray();
        _rows = [.. scored.Select(row => (task.Space.PointOf(row.Configuration), row.Value))];
        (Space, Best, Lowest) = (task.Space, _rows.Max(row => row.Value), _rows.Min(row => row.Value));
        Optimum = scored.MaxBy(row => row.Value).Configuration;
        Worst = _rows.MinBy(row => row.Value).Point;
    }

    /// <summary>The space of the task.</summary>
    public SearchSpace Space { get; }

    /// <summary>The best value.</summary>
    public double Best { get; }

    /// <summary>The lowest value.</summary>
    public double Lowest { get; }

    /// <summary>The configuration of the best value.</summary>
    public Configuration Optimum { get; }

    /// <summary>The point of the lowest value.</summary>
    public double[] Worst { get; }

    /// <summary>Reads what was published of a task and what the memo has.</summary>
    /// <param name="published">The published runs.</param>
    /// <param name="memoFolder">Folder of scores computed before; null for none. A line that is not whole is skipped.</param>
    /// <param name="task">The task.</param>
    public static KnownScores Read(PublishedRuns published, string? memoFolder, BayesmarkTask task)
    {
        var rows = PublishedRuns.Seeds.SelectMany(seed => published.Read(task, seed)).Select(row => (row.Config, row.Score));
        string path = Path.Combine(memoFolder ?? "", string.Create(CultureInfo.InvariantCulture, $"{task.Name}.jsonl"));
        return new(task, memoFolder is not null && File.Exists(path) ? rows.Concat(File.ReadLines(path).Select(Row).OfType<(IReadOnlyDictionary<string, double>, double?)>()) : rows);
    }

    /// <summary>The value of the nearest configuration that is known, which may be this one.</summary>
    public double ValueNear(Configuration configuration)
    {
        double[] point = Space.PointOf(configuration);
        return _rows.MinBy(row => row.Point.Zip(point, (a, b) => (a - b) * (a - b)).Sum()).Value;
    }

    private static (IReadOnlyDictionary<string, double>, double?)? Row(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<MemoRow>(line, JsonSerializerOptions.Web) is { Config: { } config } row ? (config, row.Score) : null;
        }
        catch (JsonException)
        {
            return null; // half written by a process that was killed
        }
    }

    private sealed record MemoRow(Dictionary<string, double>? Config, double? Score);
}
