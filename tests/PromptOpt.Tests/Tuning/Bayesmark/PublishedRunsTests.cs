using PromptOpt.Benchmarks.Tuning;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class PublishedRunsTests
{
    private static readonly BayesmarkTask Wine = BayesmarkTasks.Find("wine-SVM"), Diabetes = BayesmarkTasks.Find("diabetes-MLP_SGD");

    [Fact]
    public void A_published_run_begins_with_the_five_given_points()
    {
        using var folder = new TemporaryFolder();
        PublishedFolder.Write(folder, Wine, 3, Enumerable.Repeat("0.5", 30));
        var rows = new PublishedRuns(folder.Path).Read(Wine, 3);

        Assert.Equal(Enumerable.Range(-4, 30), rows.Select(row => row.T));
        Assert.Equal(("llambo", "wine-SVM", 3, 0.5), (rows[7].Method, rows[7].Task, rows[7].Seed, rows[7].Score));
        Assert.Equal(["C", "gamma", "tol"], rows[0].Config.Keys);
    }

    [Fact]
    public void Five_of_the_published_points_are_given()
    {
        using var folder = new TemporaryFolder();
        PublishedFolder.Write(folder, Wine, 0, []);

        Assert.Equal(5, new PublishedRuns(folder.Path).Given(Wine, 0).Count);
    }

    [Fact]
    public void The_range_goes_from_the_best_to_the_worst_of_all_runs_and_a_missing_score_is_the_worst()
    {
        using var folder = new TemporaryFolder();
        foreach (int seed in PublishedRuns.Seeds)
        {
            PublishedFolder.Write(folder, Wine, seed, ["0.4", $"0.{6 + seed % 3}", ""]);
            PublishedFolder.Write(folder, Diabetes, seed, ["0.5", $"{seed + 1}.5", ""]);
        }

        var published = new PublishedRuns(folder.Path);

        Assert.Equal(new(0.8, 0.4), published.Range(Wine));
        Assert.Equal(new(0.5, 5.5), published.Range(Diabetes));
        Assert.Null(published.Read(Wine, 0)[2].Score);
        Assert.Equal([1, 0.5, 0], new double?[] { null, 0.6, 0.8 }.Select(score => Math.Round(published.Range(Wine).Regret(score), 12)));
        Assert.Equal(0.2, published.TestRange(Diabetes).Regret(1.5), 1e-12);
    }

    [Fact]
    public void A_missing_file_and_a_number_that_is_none_are_named()
    {
        using var folder = new TemporaryFolder();
        PublishedFolder.Write(folder, Wine, 0, ["0.5", "half"]);
        var published = new PublishedRuns(folder.Path);

        Assert.Contains("1.csv", Assert.Throws<BadInputException>(() => published.Read(Wine, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("0.csv:3", Assert.Throws<BadInputException>(() => published.Read(Wine, 0)).Message, StringComparison.Ordinal);
    }
}
