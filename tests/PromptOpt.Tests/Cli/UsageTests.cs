namespace PromptOpt.Tests.Cli;

public sealed class UsageTests : IDisposable
{
    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("optimise intents", "did you mean optimize?")]
    [InlineData("optimize intents --seeed 3", "did you mean --seed?")]
    [InlineData("optimize", "TASK")]
    [InlineData("export", "needs one of: csv")]
    [InlineData("optimize intents --max-trials 0", "--max-trials: must be a whole number, at least 1, but is '0'")]
    [InlineData("optimize intents --max-calls many", "--max-calls: must be a whole number")]
    [InlineData("optimize intents --elimination-error 0.5", "--elimination-error: must be a number above 0 and below 0.5, but is '0.5'")]
    [InlineData("optimize intents --elimination-error few", "--elimination-error: must be a number")]
    [InlineData("optimize intents --lanes 17", "--lanes: must be a whole number, 1 to 16, but is '17'")]
    [InlineData("optimize intents --max-time soon", "--max-time:")]
    [InlineData("optimize intents --max-time 0s", "--max-time: '0s' is not a length of time")]
    [InlineData("optimize intents --device gpu", "--device: must be one of auto, cpu, cuda, vulkan, metal, but is 'gpu'")]
    [InlineData("eval intents --split all", "--split: must be one of train, validation, test")]
    [InlineData("eval intents --trial 3", "--trial needs --study NAME")]
    [InlineData("optimize intnts", "Did you mean intents?")]
    [InlineData("optimize intents --model nope.gguf", "--model: there is no file")]
    [InlineData("optimize intents --study a/b", "is no name for a study")]
    [InlineData("show nothing", "there is no study 'nothing'")]
    [InlineData("init new --data rows.csv", "--data: there is no file")]
    [InlineData("init ../new --data afile", "'../new' is no name for a task")]
    [InlineData("init . --data afile", "'.' is no name for a task")]
    [InlineData("init -new --data afile", "'-new' is no name for a task")]
    [InlineData("init New --data afile", "'New' is no name for a task")]
    [InlineData("--quiet eval intents", "--quiet must stand behind 'promptopt eval'")]
    [InlineData("--max-calls 5 optimize intents", "--max-calls must stand behind 'promptopt optimize'")]
    [InlineData("eval -- intents --quiet", "--quiet must stand behind 'promptopt eval', and not behind '--'")]
    [InlineData("@nowhere.rsp", "Response file not found")]
    [InlineData("optimize intents --results afile", "--results: ROOT/afile is a file")]
    [InlineData("list --results afile", "--results: ROOT/afile is a file")]
    public async Task A_wrong_command_line_ends_with_2_says_why_on_stderr_and_leaves_stdout_empty(string line, string message)
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Root, "afile"), "");
        Assert.Equal(2, await _cli.RunAsync(line));
        Assert.Contains(message, _cli.Masked(_cli.Error), StringComparison.Ordinal);
        Assert.Equal("", _cli.Out.ToString());
        Assert.Empty(_cli.Stores);
    }

    [Fact]
    public async Task A_word_that_is_known_is_not_offered_in_its_own_place()
    {
        Assert.Equal(2, await _cli.RunAsync("--quiet eval intents"));
        Assert.DoesNotContain("did you mean", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("optimize", "intents", "--results", "", "--results: is empty; give DIR, or leave the option out")]
    [InlineData("eval", "intents", "--model", "", "--model: is empty; give PATH, or leave the option out")]
    [InlineData("eval", "", "--cache", "folder", "the task is empty")]
    public async Task What_a_variable_that_is_not_set_leaves_is_not_the_current_folder(string command, string task, string option, string value, string message)
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Root, "task.yaml"), "name: here");
        Assert.Equal(2, await _cli.RunAsync([command, task, option, value]));
        Assert.Contains(message, _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_cli.Stores);
    }

    [Fact]
    public async Task Without_a_command_the_help_goes_to_stderr()
    {
        Assert.Equal(2, await _cli.RunAsync(""));
        Assert.Contains("optimize <TASK>", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _cli.Out.ToString());
    }

    [Fact]
    public async Task Help_that_was_asked_for_goes_to_stdout()
    {
        Assert.Equal(0, await _cli.RunAsync("optimize --help"));
        Assert.Contains("--max-time <150s|4m>", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defect_becomes_one_line_and_a_log()
    {
        _cli.Backend = _cli.Backend with { LoadTask = _ => throw new InvalidCastException("one\ntwo") };
        Assert.Equal(1, await _cli.RunAsync("optimize intents"));
        var line = Assert.Single(_cli.Error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: InvalidCastException: one two (full trace in ", line, StringComparison.Ordinal);
    }
}
