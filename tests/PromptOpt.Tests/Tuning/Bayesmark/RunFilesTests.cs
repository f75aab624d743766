using PromptOpt.Benchmarks.Tuning;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class RunFilesTests
{
    private static readonly TuningRow Row = new()
    {
        Method = "random",
        Task = "iris-SVM",
        Seed = 2,
        T = -4,
        Config = new Dictionary<string, double> { ["C"] = 0.1 + 0.2, ["n"] = 9 },
        Score = 2.0 / 3,
        Generalization = 1,
    };

    [Fact]
    public void A_run_is_read_back_to_the_last_digit()
    {
        using var folder = new TemporaryFolder();
        RunFiles.Write(folder.Path, [Row, Row with { T = -3, Score = null, Generalization = null, Failed = "diverged" }]);
        var rows = Assert.Single(RunFiles.ReadAll(folder.Path));

        Assert.True(File.Exists(folder.File("random/iris-SVM-2.jsonl")));
        Assert.Equal(0.1 + 0.2, rows[0].Config["C"]);
        Assert.Equal((2.0 / 3, 1.0, null), (rows[0].Score, rows[0].Generalization, rows[0].Failed));
        Assert.Equal((-3, null, "diverged"), (rows[1].T, rows[1].Score, rows[1].Failed));
    }

    [Fact]
    public void A_row_that_another_program_wrote_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("optuna-tpe/iris-SVM-0.jsonl",
            """{"method": "optuna-tpe", "task": "iris-SVM", "seed": 0, "t": 1, "config": {"C": 1.0, "gamma": 1e-05}, "score": null, "generalization": null, "failed": "diverged"}""");

        Assert.Equal(1e-5, Assert.Single(RunFiles.ReadAll(folder.Path))[0].Config["gamma"]);
    }

    [Fact]
    public void A_broken_line_is_named()
    {
        using var folder = new TemporaryFolder();
        RunFiles.Write(folder.Path, [Row]);
        File.AppendAllText(folder.File("random/iris-SVM-2.jsonl"), "{\"method\": \"ran");

        Assert.Contains("iris-SVM-2.jsonl:2", Assert.Throws<BadInputException>(() => RunFiles.ReadAll(folder.Path).ToArray()).Message, StringComparison.Ordinal);
    }
}
