namespace PromptOpt.Tests.Cli;

public sealed class StoredStudyTests : IDisposable
{
    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task List_show_and_show_trial_read_as_agreed()
    {
        await _cli.RunAsync("optimize intents");
        Assert.Equal(0, await _cli.RunAsync("list"));
        Golden.Check("list.txt", _cli.Masked(_cli.Out));
        Assert.Equal(0, await _cli.RunAsync("show intents-seed1"));
        Golden.Check("show.txt", _cli.Masked(_cli.Out));
        Assert.Equal(0, await _cli.RunAsync("show intents-seed1 --trial 3"));
        Golden.Check("show-trial.txt", _cli.Masked(_cli.Out));
        Assert.Equal(0, await _cli.RunAsync("show intents-seed1 --tree"));
        Assert.StartsWith("1 seed  0.520 (0.0)\n  2 choice", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_that_cannot_be_read_does_not_hide_the_others()
    {
        await _cli.RunAsync("optimize intents");
        var working = _cli.Backend;
        _cli.Backend = working with { OpenStore = path => path.Contains("broken", StringComparison.Ordinal) ? throw new BadInputException("it is not a study") : working.OpenStore(path) };
        Directory.CreateDirectory(Path.Combine(_cli.Root, "results", "broken"));
        File.WriteAllText(_cli.Results("broken", "study.db"), "x");
        Assert.Equal(0, await _cli.RunAsync("list"));
        Assert.Matches("broken .* it is not a study\n(.*\n)*intents-seed1 .* improved", _cli.Out.ToString());
    }

    [Fact]
    public async Task An_unknown_study_or_trial_is_told_what_there_is()
    {
        await _cli.RunAsync("optimize intents");
        Assert.Equal(2, await _cli.RunAsync("show intents-sed1"));
        Assert.Contains("Did you mean intents-seed1?", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await _cli.RunAsync("show intents-seed1 --trial 9"));
        Assert.Contains("trials 1 to 4, not 9", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resuming_a_finished_study_prints_its_result_again()
    {
        await _cli.RunAsync("optimize intents --json");
        var first = _cli.Out.ToString();
        Assert.Equal(0, await _cli.RunAsync("resume intents-seed1 --json"));
        Assert.Equal(first, _cli.Out.ToString());
    }

    [Fact]
    public async Task Resuming_on_a_changed_task_or_model_is_refused()
    {
        await _cli.RunAsync("optimize intents");
        var store = _cli.Stores[_cli.Results("intents-seed1", "study.db")];
        store.SaveStudy(store.ReadStudy()! with { Outcome = null });
        Assert.Equal(0, await _cli.RunAsync("resume intents-seed1"));
        store.SaveStudy(store.ReadStudy()! with { Outcome = null, ModelIdentity = "other" });
        Assert.Equal(2, await _cli.RunAsync("resume intents-seed1"));
        Assert.Contains("begun with another model", _cli.Error.ToString(), StringComparison.Ordinal);
        File.AppendAllText(Path.Combine(_cli.Root, "tasks", "intents", "task.yaml"), "\n");
        Assert.Equal(2, await _cli.RunAsync("resume intents-seed1"));
        Assert.Contains("have changed since", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_writes_where_it_is_told()
    {
        await _cli.RunAsync("optimize intents");
        Assert.Equal(0, await _cli.RunAsync("export csv intents-seed1 --output out"));
        Assert.Equal(Path.Combine(_cli.Root, "out", "trials.csv") + "\n" + Path.Combine(_cli.Root, "out", "rollouts.csv") + "\n", _cli.Out.ToString());
        Assert.True(File.Exists(Path.Combine(_cli.Root, "out", "trials.csv")));
    }
}
