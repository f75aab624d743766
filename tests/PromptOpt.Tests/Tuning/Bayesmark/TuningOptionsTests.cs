using PromptOpt.Benchmarks.Tuning;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class TuningOptionsTests
{
    [Fact]
    public void Fifteen_tasks_and_the_published_seeds_are_run_unless_said()
    {
        var options = TuningOptions.Parse(["data", "out", "--methods", "random"]);

        Assert.Equal(("data", "out", 15, null), (options.DataFolder, options.OutputFolder, options.Tasks.Count, options.MemoFolder));
        Assert.Equal([0, 1, 2, 3, 4], options.Seeds);
    }

    [Fact]
    public void Everything_can_be_said()
    {
        var options = TuningOptions.Parse(["data", "out", "--methods", "random,random-without-default", "--tasks", "iris-SVM", "--seeds", "2-3", "--memo", "memo", "--python", "py", "--lanes", "1", "--model", "a.gguf", "--threads", "2"]);

        Assert.Equal(["random", "random-without-default"], options.Methods.Select(method => method.Name));
        Assert.Equal([2, 3], options.Seeds);
        Assert.Equal(("a.gguf", 2), (options.ModelPath, options.Threads));
        Assert.Equal(("iris-SVM", "memo", "py", 1), (Assert.Single(options.Tasks).Name, options.MemoFolder, options.Python, options.Lanes));
    }

    [Theory]
    [InlineData("data")]
    [InlineData("data out")]
    [InlineData("data out --methods")]
    [InlineData("data out --methods magic")]
    [InlineData("data out --methods random --tasks 16")]
    [InlineData("data out --methods random --seeds 4-0")]
    [InlineData("data out --methods random --seeds 0-1-2")]
    [InlineData("data out --methods random --lanes 0")]
    [InlineData("data out --methods llambo --threads none")]
    [InlineData("data out --methods random --color red")]
    public void What_makes_no_sense_is_refused(string line) => Assert.Throws<BadInputException>(() => TuningOptions.Parse(line.Split(' ')));
}
