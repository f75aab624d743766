using PromptOpt.Benchmarks.Tuning;
using PromptOpt.Tuning;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class TuningRunTests
{
    private static readonly BayesmarkTask Task = BayesmarkTasks.Find("diabetes-SVM");
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, double>> Given =
        [.. Enumerable.Range(1, 5).Select(i => new Dictionary<string, double> { ["C"] = i, ["gamma"] = 5e-4, ["tol"] = 1e-2 })];

    [Fact]
    public async Task A_run_is_the_given_points_then_the_default_then_what_the_sampler_suggests()
    {
        var sampler = new ScriptedSampler();
        var rows = await TuningRun.RunAsync(new("scripted", new DefaultFirstSampler(sampler)), Task, 0, Given, new ScriptedObjective(_ => 0.5));

        Assert.Equal(Enumerable.Range(-4, 30), rows.Select(row => row.T));
        Assert.Equal([1, 2, 3, 4, 5], rows.Take(5).Select(row => row.Config["C"]));
        Assert.Equal(1e-3, rows[5].Config["gamma"]);
        Assert.Equal(24, sampler.Asked.Count);
        Assert.Equal(["given", "given", "given", "given", "given", "default"], sampler.Asked[0].History.Select(o => o.Source));
        Assert.Equal((7, 30), (sampler.Asked[0].Number, sampler.Asked[^1].Number));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_run_and_another_task_or_seed_another()
    {
        var first = await Last(Task, 0);

        Assert.Equal(first, await Last(Task, 0));
        Assert.NotEqual(first, await Last(Task, 1));
        Assert.NotEqual(first, await Last(BayesmarkTasks.Find("iris-SVM"), 0));

        async Task<string> Last(BayesmarkTask task, int seed)
        {
            var rows = await TuningRun.RunAsync(TuningMethod.Find("random"), task, seed, Given, new ScriptedObjective(c => c["C"].Number));
            return string.Join(' ', rows[^1].Config);
        }
    }

    [Fact]
    public async Task An_error_is_shown_to_the_sampler_as_a_value_of_which_more_is_better()
    {
        var sampler = new ScriptedSampler();
        await TuningRun.RunAsync(new("scripted", sampler), Task, 0, Given, new ScriptedObjective(c => c["C"].Number));

        Assert.Equal([-1, -2, -3, -4, -5], sampler.Asked[0].History.Select(o => o.Value));
    }

    [Fact]
    public async Task A_configuration_that_diverges_is_shown_as_failed_and_the_run_goes_on()
    {
        var sampler = new ScriptedSampler();
        var rows = await TuningRun.RunAsync(new("scripted", sampler), Task, 0, Given, new ScriptedObjective(c => c["C"].Number == 3 ? null : 1));

        Assert.Equal(30, rows.Count);
        Assert.Equal((null, "diverged"), (rows[2].Score, rows[2].Failed));
        Assert.Equal(ObservationState.Failed, sampler.Asked[0].History[2].State);
    }

    [Fact]
    public void A_method_begins_with_the_default_unless_its_name_leaves_it_out()
    {
        Assert.IsType<DefaultFirstSampler>(TuningMethod.Find("random").Sampler);
        Assert.IsType<RandomSampler>(TuningMethod.Find("random-without-default").Sampler);
        Assert.Throws<BadInputException>(() => TuningMethod.Find("magic"));
    }
}
