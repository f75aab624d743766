using System.Globalization;
using System.Text;
using PromptOpt.Statistics;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>The tables of a benchmark: every number is a normalised regret, less is better. A method is in a group's table where it ran on all of its tasks.</summary>
/// <param name="results">The runs.</param>
internal sealed class TuningReport(TuningResults results)
{
    private static readonly int[] Shown = [0, 5, 10, 15, 20, 25];

    // the trials at which methods are compared, and the mean over all trials
    private static readonly (string Name, Func<RunCurve, double> Number)[] Compared =
        [("5", curve => curve.Regret[5]), ("10", curve => curve.Regret[10]), ("25", curve => curve.Regret[25]), ("mean", curve => curve.Mean)];

    private static IEnumerable<TaskGroup> GroupsAndTasks => BayesmarkTasks.Groups.Concat(BayesmarkTasks.All.Select(task => new TaskGroup(task.Name, [task])));

    /// <summary>A row a method, group and trial.</summary>
    public string Curves() => Csv("method,group,seeds,t,regret,standard_error,test_regret",
        from place in Places(GroupsAndTasks)
        from t in Enumerable.Range(0, TuningRun.Trials + 1)
        let means = TaskMeans(place, curve => curve.Regret[t])
        select string.Create(CultureInfo.InvariantCulture,
            $"{place.Method},{place.Group.Name},{place.Seeds.Count},{t},{means.Average():F5},{Descriptive.StandardErrorOfMean(means):F5},{TaskMeans(place, curve => curve.TestRegret[t]).Average():F5}"));

    /// <summary>A row a method and group.</summary>
    public string Summary() => Csv($"method,group,tasks,seeds,{string.Join(',', Shown.Select(t => $"t{t}"))},mean,test_t25",
        from place in Places(GroupsAndTasks)
        select $"{place.Method},{place.Group.Name},{place.Group.Tasks.Count},{place.Seeds.Count},{string.Join(',', Cells(place, "F5"))}");

    /// <summary>A row a pair of methods, group and trial.</summary>
    public string Paired() => Csv("first,second,group,t,pairs,difference,low,high,better,worse,ties,p",
        from pair in Pairs(BayesmarkTasks.Groups)
        from compared in Compared
        let c = Compare(pair, compared.Number)
        select string.Create(CultureInfo.InvariantCulture,
            $"{pair.First},{pair.Second},{pair.Group.Name},{compared.Name},{c.Pairs},{c.Difference:F5},{c.Interval.Low:F5},{c.Interval.High:F5},{c.Better},{c.Worse},{c.Pairs - c.Better - c.Worse},{c.P:G3}"));

    /// <summary>What people read.</summary>
    public string Markdown()
    {
        var text = new StringBuilder("Mean normalised regret of the best score so far, by trial; 0 and 1 are the best and the worst that was published of a task. `mean` is over trials 1 to 25, `test` is the best configuration's on the test rows.\n");
        foreach (var group in BayesmarkTasks.Groups.Reverse())
        {
            var places = Places([group]).OrderBy(place => TaskMeans(place, curve => curve.Mean).Average()).ToArray();
            if (places.Length == 0) continue;
            text.Append(CultureInfo.InvariantCulture, $"\n### {group.Name}\n\n| method | {string.Join(" | ", Shown.Select(t => $"t={t}"))} | mean | test |\n|---|{string.Concat(Enumerable.Repeat("---|", Shown.Length + 2))}\n");
            foreach (var place in places) text.Append(CultureInfo.InvariantCulture, $"| {place.Method} | {string.Join(" | ", Cells(place, "F4"))} |\n");
        }

        AppendPairs(text);
        return text.ToString();
    }

    private void AppendPairs(StringBuilder text)
    {
        text.Append("\nPairs of runs with the same task and seed: first less second, below 0 where the first is better, with 95 % over tasks and the signed rank test over pairs.\n");
        text.Append("\n| first | second | group | t | difference | better/worse/ties | p |\n|---|---|---|---|---|---|---|\n");
        foreach (var pair in Pairs(BayesmarkTasks.Groups.TakeLast(2)))
            foreach (var (name, number) in Compared.TakeLast(2))
            {
                var c = Compare(pair, number);
                text.Append(CultureInfo.InvariantCulture,
                    $"| {pair.First} | {pair.Second} | {pair.Group.Name} | {name} | {c.Text} | {c.Better}/{c.Worse}/{c.Pairs - c.Better - c.Worse} | {c.P:G2} |\n");
            }
    }

    private IEnumerable<string> Cells(Place place, string format) => Shown
        .Select(t => TaskMeans(place, curve => curve.Regret[t]))
        .Append(TaskMeans(place, curve => curve.Mean))
        .Append(TaskMeans(place, curve => curve.TestRegret[^1]))
        .Select(means => means.Average().ToString(format, CultureInfo.InvariantCulture));

    private double[] TaskMeans(Place place, Func<RunCurve, double> number) =>
        [.. results.Of(place.Method, place.Group, place.Seeds, number).Select(task => task.Average())];

    private PairedMethods Compare(Pair pair, Func<RunCurve, double> number) => PairedMethods.Of(
        results.Of(pair.First, pair.Group, pair.Seeds, number), results.Of(pair.Second, pair.Group, pair.Seeds, number), seed: 1);

    private IEnumerable<Place> Places(IEnumerable<TaskGroup> groups) =>
        from method in results.Methods
        from @group in groups
        let seeds = results.Seeds(method, @group)
        where seeds.Count > 0
        select new Place(method, @group, seeds);

    private IEnumerable<Pair> Pairs(IEnumerable<TaskGroup> groups) =>
        from @group in groups
        from first in results.Methods
        from second in results.Methods
        where string.CompareOrdinal(first, second) < 0
        let seeds = results.Seeds(first, @group).Intersect(results.Seeds(second, @group)).ToArray()
        where seeds.Length > 0
        select new Pair(first, second, @group, seeds);

    private static string Csv(string header, IEnumerable<string> rows) => string.Concat(rows.Prepend(header).Select(row => row + "\n"));

    private sealed record Place(string Method, TaskGroup Group, IReadOnlyList<int> Seeds);

    private sealed record Pair(string First, string Second, TaskGroup Group, IReadOnlyList<int> Seeds);
}
