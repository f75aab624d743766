using PromptOpt.Benchmarks.Tuning;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class GuardedMethodsTests
{
    private static readonly BayesmarkTask Task = BayesmarkTasks.Find("diabetes-SVM");
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, double>> Given =
        [.. Enumerable.Range(1, 5).Select(i => new Dictionary<string, double> { ["C"] = i, ["gamma"] = 5e-4, ["tol"] = 1e-2 })];

    // An error, so less is better: least at C = 700. One row failed.
    private static readonly KnownScores Known = new(Task, [.. new[] { 2.0, 40, 700 }.Select(c => (Row(c), (double?)Math.Abs(Math.Log(c / 700)))), (Row(900), null)]);

    [Fact]
    public void What_is_known_has_a_best_a_worst_and_a_value_near_everything()
    {
        Assert.Equal((700.0, 0.0), (Known.Optimum["C"].Number, Known.Best));
        Assert.Equal(-Math.Log(350), Known.Lowest, 12);
        Assert.Equal(0, Known.ValueNear(Task.Configure(Row(650))), 12);
    }

    [Fact]
    public async Task The_method_whose_advisor_knows_finds_the_best_and_says_so_in_its_rows()
    {
        Assert.Equal(["guarded-uniform", "guarded-adversarial", "guarded-oracle", "guarded-parrot"], GuardedMethods.Names);
        Assert.Null(GuardedMethods.Find("guarded-magic"));
        var method = TuningMethod.Find("guarded-oracle");
        var rows = await TuningRun.RunAsync(method.Suggester(() => Known), method.Name, Task, 0, Given, new ScriptedObjective(c => Math.Abs(Math.Log(c["C"].Number / 700))));

        Assert.Equal(30, rows.Count);
        Assert.Contains(rows, row => Math.Abs(row.Config["C"] - 700) < 1e-6);
        Assert.All(rows, row => Assert.Equal("guarded-oracle", row.Method));
    }

    private static Dictionary<string, double> Row(double c) => new() { ["C"] = c, ["gamma"] = 5e-4, ["tol"] = 1e-2 };
}
