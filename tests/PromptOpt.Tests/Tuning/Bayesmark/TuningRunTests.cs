using PromptOpt.Benchmarks.Tuning;
using PromptOpt.Tuning;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class TuningRunTests
{
    private static readonly BayesmarkTask Task = BayesmarkTasks.Find("diabetes-SVM");
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, double>> Given =
        [.. Enumerable.Range(1, 5).Select(i => new Dictionary<string, double> { ["C"] = i, ["gamma"] = 5e-4, ["tol"] = 1e-2 })];

    private static readonly TuningScene Nothing = new()
    {
        Known = () => throw new InvalidOperationException("not needed"),
        Llambo = _ => throw new InvalidOperationException("not needed"),
    };

    [Fact]
    public async Task A_run_is_the_given_points_then_the_default_then_what_the_sampler_suggests()
    {
        var sampler = new ScriptedSampler();
        var rows = await RunAsync(new("scripted", new DefaultFirstSampler(sampler)), Task, 0, new ScriptedObjective(_ => 0.5));

        Assert.Equal(Enumerable.Range(-4, 30), rows.Select(row => row.T));
        Assert.Equal(["given", "default", "scripted"], rows.Select(row => row.Source).Distinct());
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
            var rows = await RunAsync(TuningMethod.Find("random"), task, seed, new ScriptedObjective(c => c["C"].Number));
            return string.Join(' ', rows[^1].Config);
        }
    }

    [Fact]
    public async Task An_error_is_shown_to_the_sampler_as_a_value_of_which_more_is_better()
    {
        var sampler = new ScriptedSampler();
        await RunAsync(new("scripted", sampler), Task, 0, new ScriptedObjective(c => c["C"].Number));

        Assert.Equal([-1, -2, -3, -4, -5], sampler.Asked[0].History.Select(o => o.Value));
    }

    [Fact]
    public async Task A_configuration_that_diverges_is_shown_as_failed_and_the_run_goes_on()
    {
        var sampler = new ScriptedSampler();
        var rows = await RunAsync(new("scripted", sampler), Task, 0, new ScriptedObjective(c => c["C"].Number == 3 ? null : 1));

        Assert.Equal(30, rows.Count);
        Assert.Equal((null, "diverged"), (rows[2].Score, rows[2].Failed));
        Assert.Equal(ObservationState.Failed, sampler.Asked[0].History[2].State);
    }

    [Fact]
    public async Task A_method_begins_with_the_default_unless_its_name_leaves_it_out()
    {
        Assert.Equal("default", await First("random"));
        Assert.Equal("random", await First("random-without-default"));
        Assert.Throws<BadInputException>(() => TuningMethod.Find("magic"));

        static async Task<string?> First(string name) => (await RunAsync(TuningMethod.Find(name), Task, 0, new ScriptedObjective(_ => 1)))[TuningRun.GivenPoints].Source;
    }

    private static Task<IReadOnlyList<TuningRow>> RunAsync(TuningMethod method, BayesmarkTask task, int seed, ScriptedObjective objective) =>
        TuningRun.RunAsync(method.Begin(Nothing), method.Name, task, seed, Given, objective);
}
