using System.Globalization;
using System.Text.Json;
using PromptOpt.Tasks;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>LLAMBO's own runs as its authors published them (arXiv 2402.03921), and the points that every method starts from.</summary>
/// <param name="folder">The published folder: exp_bayesmark and bayesmark lie in it.</param>
internal sealed class PublishedRuns(string folder)
{
    /// <summary>What the runs are called in tables.</summary>
    public const string Method = "llambo";

    /// <summary>Seeds that were published.</summary>
    public static IReadOnlyList<int> Seeds { get; } = [0, 1, 2, 3, 4];

    /// <summary>The five points that a run begins with: those of the model and seed, the same for every dataset.</summary>
    /// <exception cref="BadInputException">The file is missing.</exception>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Given(BayesmarkTask task, int seed)
    {
        string path = Existing("bayesmark", "configs", task.Model, string.Create(CultureInfo.InvariantCulture, $"{seed}.json"));
        return [.. JsonSerializer.Deserialize<Dictionary<string, double>[]>(File.ReadAllText(path))!.Take(TuningRun.GivenPoints)];
    }

    /// <summary>A published run.</summary>
    /// <exception cref="BadInputException">The file is missing or has other columns.</exception>
    public IReadOnlyList<TuningRow> Read(BayesmarkTask task, int seed)
    {
        string path = Existing("exp_bayesmark", "results_discriminative", task.Dataset, task.Model, string.Create(CultureInfo.InvariantCulture, $"{seed}.csv"));
        return [.. DataTable.Read(path).Rows.Select((row, index) => Row(path, row, task, seed, index - TuningRun.GivenPoints + 1))];
    }

    /// <summary>What regret is measured by: the best and the worst score of all published rows of a task.</summary>
    public ScoreRange Range(BayesmarkTask task) => ScoreRange.Of(AllOf(task).Select(row => row.Score), task.LowerIsBetter);

    /// <summary>The same for the scores on the test rows.</summary>
    public ScoreRange TestRange(BayesmarkTask task) => ScoreRange.Of(AllOf(task).Select(row => row.Generalization), task.LowerIsBetter);

    private IEnumerable<TuningRow> AllOf(BayesmarkTask task) => Seeds.SelectMany(seed => Read(task, seed));

    private static TuningRow Row(string path, DataRow row, BayesmarkTask task, int seed, int t)
    {
        return new()
        {
            Method = Method,
            Task = task.Name,
            Seed = seed,
            T = t,
            Config = task.Space.Parameters.ToDictionary(p => p.Name, p => Number(p.Name) ?? throw Wrong(p.Name)),
            Score = Number("score"),
            Generalization = Number("generalization_score"),
        };

        double? Number(string name) => row.Fields.TryGetValue(name, out string? text) && text.Length == 0 ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : throw Wrong(name);

        BadInputException Wrong(string name) => new($"{path}:{row.Line}: '{name}' is no number; give the folder of LLAMBO's published data.");
    }

    private string Existing(params ReadOnlySpan<string> parts)
    {
        string path = Path.Combine([folder, .. parts]);
        return File.Exists(path) ? path : throw new BadInputException($"{path}: there is no such file; give the folder of LLAMBO's published data.");
    }
}
