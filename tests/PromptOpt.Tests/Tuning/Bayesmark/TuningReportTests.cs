using PromptOpt.Benchmarks.Tuning;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class TuningReportTests
{
    [Fact]
    public void The_report_reads_so() => Golden.Check("tuning-report.md", new TuningReport(Results()).Markdown());

    [Fact]
    public void The_summary_reads_so() => Golden.Check("tuning-summary.csv", new TuningReport(Results()).Summary());

    [Fact]
    public void Curves_hold_every_trial_of_every_method_and_group()
    {
        string[] lines = new TuningReport(Results()).Curves().TrimEnd().Split('\n');

        // two methods: three models, the 15 tasks and each of them; the third: two models and their tasks
        Assert.Equal(1 + 26 * (2 * (3 + 1 + 15) + 2 + 10), lines.Length);
        Assert.Contains("halving,15 tasks,2,1,0.30000,", string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Methods_are_compared_where_both_ran_on_all_tasks_of_a_group()
    {
        string[][] rows = [.. new TuningReport(Results()).Paired().TrimEnd().Split('\n').Skip(1).Select(row => row.Split(','))];

        Assert.Equal(["RandomForest", "DecisionTree"], rows.Where(row => row[1] == "trees-only" || row[0] == "trees-only").Select(row => row[2]).Distinct());
        Assert.Equal(["RandomForest", "DecisionTree", "SVM", "15 tasks"], rows.Where(row => row is ["halving", "slow", ..]).Select(row => row[2]).Distinct());
        Assert.All(rows.Where(row => row is ["halving", "slow", ..]), row => Assert.Equal(row[4], row[8]));
    }

    [Fact]
    public void Published_runs_and_those_of_a_folder_are_read_together()
    {
        using var data = new TemporaryFolder();
        using var runs = new TemporaryFolder();
        foreach (var task in BayesmarkTasks.All)
            foreach (int seed in PublishedRuns.Seeds)
                PublishedFolder.Write(data, task, seed, Enumerable.Range(1, 30).Select(i => $"0.{i:00}"));
        var published = new PublishedRuns(data.Path);
        RunFiles.Write(runs.Path, [.. published.Read(BayesmarkTasks.All[0], 0).Select(row => row with { Method = "copy" })]);
        var results = TuningResults.Read(published, runs.Path);

        Assert.Equal(["copy", "llambo"], results.Methods);
        Assert.Equal(PublishedRuns.Seeds, results.Seeds("llambo", BayesmarkTasks.Groups[^1]));
        Assert.Empty(results.Seeds("copy", BayesmarkTasks.Groups[0]));
    }

    /// <summary>A method that halves its regret, one that loses a hundredth a trial and differs by task, and one that ran on trees alone.</summary>
    private static TuningResults Results()
    {
        var results = new TuningResults();
        foreach (var (i, task) in BayesmarkTasks.Select("15").Index())
            foreach (int seed in new[] { 0, 1 })
            {
                double start = 0.5 + 0.2 * seed, head = 0.01 * (i % 3);
                results.Add("halving", task.Name, seed, Curve(t => start / Math.Pow(2, t)));
                results.Add("slow", task.Name, seed, Curve(t => start - 0.01 * t - head * Math.Min(1, t)));
                if (task.Model != "SVM") results.Add("trees-only", task.Name, seed, Curve(t => start / (t + 1)));
            }

        return results;
    }

    private static RunCurve Curve(Func<int, double> regret) =>
        new([.. Enumerable.Range(0, 26).Select(regret)], [.. Enumerable.Range(0, 26).Select(t => regret(t) + 0.05)]);
}
