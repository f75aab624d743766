using System.Text.Json;
using PromptOpt.Cli.Display;
using PromptOpt.Cli.Printing;
using PromptOpt.Search;
using PromptOpt.Search.Objectives;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tests.Search;
using PromptOpt.Tests.Search.Objectives;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Cli;

public sealed class ObjectiveOptionsTests : IDisposable
{
    private static readonly Objective ThenTokens = new() { Then = CostMeasure.TokensPerCorrect, Within = 0.05, Limits = [new(CostMeasure.Tokens, 60)] };

    private static readonly StudyOutcome Cheaper = FakeSession.Improved with
    {
        Verdict = VerdictKind.Cheaper,
        Explanation = "Cheaper at the same quality.",
        Objective = new() { Objective = $"{ThenTokens}", Measure = CostMeasure.TokensPerCorrect, Tolerance = 0.05, Cost = 150, SeedCost = double.PositiveInfinity, Ratio = 0, RatioLow = 0, RatioHigh = 0.6, RatioP = 0.001, NonInferiorityP = 0.01, Front = [1, 3] },
    };

    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("optimize")]
    [InlineData("tune")]
    public async Task Options_are_stored_with_the_study_over_those_of_the_task(string command)
    {
        _cli.Task = _cli.Task with { Objective = new() { Limits = [new(CostMeasure.Calls, 3), new(CostMeasure.Tokens, 9)] } };
        Assert.Equal(0, await _cli.RunAsync($"{command} intents --then tokens-per-correct --within 5 --limit tokens=60,latency-p95=2.5 --limit latency-p50=1"));
        var stored = StudyJson.ReadOptions(_cli.Stores[_cli.Results("intents-seed1", "study.db")].ReadStudy()!).Objective!;
        Assert.Equal("quality within 5 points, then tokens per correct; calls a row at most 3; tokens written at most 60; latency p95 at most 2.5 s; latency p50 at most 1 s", $"{stored}");
    }

    [Theory]
    [InlineData("--then token", "--then: must be one of tokens, charged-tokens, tokens-per-correct, latency-p50, latency-p95, calls, but is 'token'")]
    [InlineData("--limit p95=2", "--limit: must be NAME=X with one of tokens, charged-tokens")]
    [InlineData("--limit tokens=0", "--limit: tokens needs a number above 0, such as tokens=2.5, but is 'tokens=0'")]
    [InlineData("--limit tokens", "--limit: tokens needs a number above 0")]
    [InlineData("--limit tokens=3,tokens=4", "objective: limit tokens: is given twice")]
    [InlineData("--within 5", "objective: within: says how much quality may be given up for a lower cost, so it needs then (--then MEASURE)")]
    [InlineData("--within 100 --pareto", "--within: must be a number, 0 to 99, but is '100'")]
    public async Task What_is_wrong_is_told_before_anything_is_run(string options, string problem)
    {
        Assert.Equal(2, await _cli.RunAsync($"optimize intents {options}"));
        Assert.Contains(problem, _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_cli.Stores);
    }

    [Fact]
    public async Task Cheaper_is_a_success_and_programs_get_the_ratio()
    {
        _cli.Backend = _cli.Backend with { CreateSession = parts => new FakeSession(parts) { Outcome = Cheaper } };
        Assert.Equal(0, await _cli.RunAsync("optimize intents --then tokens-per-correct --require-improvement --json --quiet"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal("cheaper", json.RootElement.GetProperty("verdict").GetString());
        var objective = json.RootElement.GetProperty("objective");
        Assert.Equal((0.6, "tokens-per-correct"), (objective.GetProperty("ratioHigh").GetDouble(), objective.GetProperty("measure").GetString()));
        Assert.Equal(JsonValueKind.Null, objective.GetProperty("seedCost").ValueKind);
        Assert.Equal(0, await _cli.RunAsync("show intents-seed1"));
        Assert.Contains("cheaper at the same quality: +25.0 points on test", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("objective  quality within 2 points, then tokens per correct\n", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_study_shows_the_objective_that_is_stored_also_after_a_resume_with_other_options_and_another_task()
    {
        const string Stored = "quality within 5 points, then tokens per correct; tokens written at most 60";
        _cli.Backend = _cli.Backend with { CreateSession = parts => new FakeSession(parts) { BeforeTrial = (number, _) => number == 4 ? throw new OperationCanceledException() : System.Threading.Tasks.Task.CompletedTask } };
        await _cli.RunAsync("optimize intents --then tokens-per-correct --within 5 --limit tokens=60");
        var store = _cli.Stores[_cli.Results("intents-seed1", "study.db")];
        string options = store.ReadStudy()!.Options;
        for (int number = 1; number <= 3; number++) store.SaveWave(new() { Key = new(number, Phase.Validation, 0), Rollouts = SampleTrials.Rollouts(10 * number, 20 * number) });
        await ShowsAsync();
        _cli.Task = _cli.Task with { Objective = new() { Pareto = true, Limits = [new(CostMeasure.Calls, 1)] } };
        await _cli.RunAsync("resume intents-seed1 --no-cache --quiet");
        await ShowsAsync();
        Assert.Equal(options, store.ReadStudy()!.Options);

        async Task ShowsAsync()
        {
            Assert.Equal(0, await _cli.RunAsync("show intents-seed1"));
            Assert.Contains($"\nobjective  {Stored}\n", _cli.Out.ToString(), StringComparison.Ordinal);
            Assert.Contains($"\nObjective: {Stored}. Of complete trials", _cli.Out.ToString(), StringComparison.Ordinal);
            Assert.Contains("not finished", _cli.Out.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_shows_an_objective_of_the_task_where_the_library_began_the_study()
    {
        using var folder = new TemporaryFolder();
        using var store = SearchStudy.NewStore(new() { Trials = 3 });
        await SearchStudy.Session(folder, store, ToyTask.Model(), ToyTask.Spec(folder.Path) with { Objective = ThenTokens }).RunAsync(CancellationToken.None);
        using var text = new StringWriter { NewLine = "\n" };
        StudyPage.Write(text, store.ReadStudy()!, store, new StudyFolder(folder.Path, "toy"), "", null);
        Assert.Contains($"\nobjective  {ThenTokens}\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_quality_and_cost_reads_as_agreed()
    {
        using var text = new StringWriter { NewLine = "\n" };
        Trial[] trials = [.. FakeSession.Trials()];
        TradeOffTable.Write(text, $"{ThenTokens}", [
            new(trials[0], SampleTrials.Costs(81.25, double.PositiveInfinity, 0.5), false, 0.354),
            new(trials[1], SampleTrials.Costs(12, 1234, 0.0625), true, 0),
            new(trials[2], SampleTrials.Costs(8, 300, 0.25), true, 0),
        ], 3, null);
        Golden.Check("trade-offs.txt", text.ToString());
    }

    [Fact]
    public void Displays_show_what_trials_cost()
    {
        var status = FakeSession.Status(3) with { Objective = ThenTokens, Costs = new Dictionary<int, AnswerCosts> { [1] = SampleTrials.Costs(81, 900, 0.5), [3] = SampleTrials.Costs(40, 300, 0.25) } };
        using var text = new StringWriter();
        new PlainDisplay(text).TrialEnded(FakeSession.Trials().ElementAt(2), status);
        Assert.Contains("96 rows  complete  40.0 tokens written  300 tokens/correct  p50 0.25 s  p95 0.50 s  | best", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("(trial 3)  seed 0.520  tokens per correct 300 (seed 900)  |", text.ToString(), StringComparison.Ordinal);
        var frame = LiveView.Draw(new() { Status = status, Finished = [.. FakeSession.Trials().Reverse()] }, 160, 30).Select(line => line.ToText(160)).ToArray();
        Assert.Contains(frame, line => line.Contains("points · tokens per correct 300 (seed 900)", StringComparison.Ordinal));
        Assert.Contains(frame, line => line.Contains("40.0 tokens written  300 tokens/correct", StringComparison.Ordinal));
    }
}
