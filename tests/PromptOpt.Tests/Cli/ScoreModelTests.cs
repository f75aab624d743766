using System.Text.Json;
using PromptOpt.Studies;
using PromptOpt.Tests.Search.ScoreModels;

namespace PromptOpt.Tests.Cli;

public sealed class ScoreModelTests : IDisposable
{
    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Evaluate_compares_it_with_simple_predictions_and_tells_what_rejections_cost()
    {
        await StudyAsync(6);
        Assert.Equal(0, await _cli.RunAsync("score-model evaluate intents-seed1"));
        Golden.Check("score-model-evaluate.txt", _cli.Masked(_cli.Out));
        Assert.Equal("", _cli.Error.ToString());
        Assert.Equal(0, await _cli.RunAsync("score-model evaluate intents-seed1 --json"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.True(json.RootElement.GetProperty("isOn").GetBoolean());
        Assert.Equal(62, json.RootElement.GetProperty("pairs").GetInt32());
        Assert.Equal(3, json.RootElement.GetProperty("neverRun").GetInt32());
    }

    [Fact]
    public async Task Explain_names_the_groups_and_the_words_that_move_it()
    {
        await StudyAsync(6);
        Assert.Equal(0, await _cli.RunAsync("score-model explain intents-seed1"));
        Golden.Check("score-model-explain.txt", _cli.Masked(_cli.Out));
        Assert.Equal(0, await _cli.RunAsync("score-model explain intents-seed1 --json"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.True(json.RootElement.GetProperty("phrases").GetArrayLength() > 4);
    }

    [Theory]
    [InlineData("evaluate", "It would not be used: there are 0 trials to judge it on, in 0 levels; it takes 20 in 2\n")]
    [InlineData("explain", "It would not be used: there are 0 trials to learn from\n")]
    public async Task A_study_too_short_says_so(string command, string message)
    {
        await StudyAsync(0);
        Assert.Equal(0, await _cli.RunAsync($"score-model {command} intents-seed1"));
        Assert.EndsWith(message, _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score-model", "needs one of: evaluate, explain")]
    [InlineData("score-model explain intents-sed1", "Did you mean intents-seed1?")]
    public async Task A_wrong_use_is_told(string line, string message)
    {
        await StudyAsync(0);
        Assert.Equal(2, await _cli.RunAsync(line));
        Assert.Contains(message, _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_trial_tells_what_was_predicted_and_why_it_was_run()
    {
        await StudyAsync(6);
        Assert.Equal(0, await _cli.RunAsync("show intents-seed1 --trial 60"));
        Assert.Contains("screening   predicted 0.610 ± 0.020, needed 0.550: accepted; others rejected: 1\n", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("show intents-seed1 --trial 61"));
        Assert.Contains(": rejected, but one reject in ten is run to see what rejecting costs; others rejected: 0\n", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A study with so many levels of made-up trials, the last three of them screened.</summary>
    private async Task StudyAsync(int levels)
    {
        await _cli.RunAsync("optimize intents");
        var path = _cli.Results("intents-seed1", "study.db");
        var study = _cli.Stores[path].ReadStudy()!;
        var store = _cli.Stores[path] = new();
        store.SaveStudy(study);
        var trials = SampleHistory.Of(5, levels, SampleHistory.Worth);
        foreach (var trial in trials) store.SaveTrial(trial.Number < 60 ? trial : trial with { Screening = Screened(trial) });
    }

    private static Screening Screened(Trial trial) => trial.Number switch
    {
        60 => new(0.61, 0.02, 0.55, ScreeningOutcome.Accepted) { Rejected = [new(trial.Candidate, "edit", 0.5)] },
        61 => new(0.5, 0.02, 0.55, ScreeningOutcome.Explored),
        _ => new(0.52, 0.02, 0.55, ScreeningOutcome.BestOfRejected) { Rejected = [new(trial.Candidate, "edit", 0.5)] },
    };
}
