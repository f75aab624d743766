namespace PromptOpt.Benchmarks.Tuning;

/// <summary>The curves of all runs, LLAMBO's published ones among them.</summary>
internal sealed class TuningResults
{
    private readonly Dictionary<(string Method, string Task, int Seed), RunCurve> curves = [];

    /// <summary>Reads the runs of a folder and the published ones.</summary>
    /// <exception cref="BadInputException">A file is missing or broken.</exception>
    public static TuningResults Read(PublishedRuns published, string folder)
    {
        var results = new TuningResults();
        var ranges = BayesmarkTasks.All.ToDictionary(task => task.Name, task => (Score: published.Range(task), Test: published.TestRange(task)));
        var llambo = from task in BayesmarkTasks.All from seed in PublishedRuns.Seeds select published.Read(task, seed);
        foreach (var rows in llambo.Concat(RunFiles.ReadAll(folder)))
        {
            if (rows.Count == 0 || !ranges.TryGetValue(rows[0].Task, out var range)) continue;
            results.Add(rows[0].Method, rows[0].Task, rows[0].Seed, RunCurve.Of(rows, range.Score, range.Test));
        }

        return results;
    }

    /// <summary>Names of the methods, in order.</summary>
    public IReadOnlyList<string> Methods => [.. curves.Keys.Select(key => key.Method).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Adds a run.</summary>
    public void Add(string method, string task, int seed, RunCurve curve) => curves[(method, task, seed)] = curve;

    /// <summary>The seeds with which a method ran on every task of a group; empty where a task is missing.</summary>
    public IReadOnlyList<int> Seeds(string method, TaskGroup group) => [.. group.Tasks
        .Select(task => curves.Keys.Where(key => key.Method == method && key.Task == task.Name).Select(key => key.Seed))
        .Aggregate((left, right) => left.Intersect(right)).Order()];

    /// <summary>A number of every run, by task and then by seed.</summary>
    public double[][] Of(string method, TaskGroup group, IReadOnlyList<int> seeds, Func<RunCurve, double> number) =>
        [.. group.Tasks.Select(task => seeds.Select(seed => number(curves[(method, task.Name, seed)])).ToArray())];
}
