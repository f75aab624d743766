using System.Text.Json;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

public sealed class EpisodeSessionTests : IDisposable
{
    private const string FewerSteps = """
        rules:
          - name: fewer steps
            when: {steps: {above: 3}}
            message: "It took {{steps}} steps. Climb without waiting."
            penalty: {per: steps, weight: 0.02}
        """;

    private readonly StairStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Theory]
    [InlineData(2000)]
    [InlineData(2600)]
    public async Task Calls_and_tokens_of_episodes_are_never_overshot(int calls)
    {
        using var store = StairStudy.NewStore(new() { Trials = 40, Calls = calls, Tokens = 400_000 });
        await _study.Session(store, StairStudy.Model()).RunAsync(CancellationToken.None);
        var spent = store.ReadSpending();
        Assert.InRange(spent.Calls, 300, calls);
        Assert.InRange(spent.Tokens, 1, 400_000);
    }

    [Fact]
    public void A_budget_too_small_for_the_seed_prompts_episodes_is_refused_with_the_number_needed()
    {
        using var store = StairStudy.NewStore(new() { Calls = 300 });
        Assert.Contains("--max-calls 300 is too few", Assert.Single(_study.Session(store, StairStudy.Model()).Validate()));
    }

    [Fact]
    public async Task Episodes_that_break_off_at_any_call_are_resumed_to_the_same_end()
    {
        _study.WriteRules(FewerSteps);
        using var whole = StairStudy.NewStore(new() { Trials = 15 });
        var model = StairStudy.Model();
        await _study.Session(whole, model).RunAsync(CancellationToken.None);
        Assert.True(model.Calls > 500);
        for (int at = 10; at < model.Calls; at += 331)
        {
            using var store = StairStudy.NewStore(new() { Trials = 15 });
            await BreakOff.AtCallAsync(at, (beforeCall, stop) => _study.Session(store, StairStudy.Model(beforeCall)).RunAsync(stop));
            await _study.Session(store, StairStudy.Model()).RunAsync(CancellationToken.None);
            Assert.Equal(JsonSerializer.Serialize(whole.ReadTrials()), JsonSerializer.Serialize(store.ReadTrials()));
            Assert.Equal(Rollouts(whole), Rollouts(store));
        }
    }

    [Fact]
    public async Task An_edit_of_the_rules_is_taken_up_at_the_next_level_judges_the_past_anew_and_is_what_a_resumed_study_uses()
    {
        _study.WriteRules("rules: []\n");
        _study.OnTrialEnded = trial =>
        {
            if (trial.Number == 5) _study.WriteRules(FewerSteps);
            if (trial.Number == 14) _study.WriteRules("rules: [{name: broken");
        };
        using var store = StairStudy.NewStore(new() { Trials = 30 });
        await _study.Session(store, StairStudy.Model()).RunAsync(CancellationToken.None);

        Assert.Equal([0, 2], store.ReadRules().Select(version => version.Level)); // level 1 had begun
        Assert.Equal(FewerSteps.ReplaceLineEndings(), store.ReadRules()[1].Text.ReplaceLineEndings());
        Assert.Contains(_study.Notes, note => note.Contains("has changed", StringComparison.Ordinal));
        Assert.Contains(_study.Notes, note => note.Contains("The edit is not used", StringComparison.Ordinal));
        foreach (var trial in store.ReadTrials().Where(t => t.State == TrialState.Complete))
        {
            var rollouts = store.ReadWaves(trial.Number).Where(w => w.Key.Phase == Phase.Validation).SelectMany(w => w.Rollouts).ToArray();
            Assert.Equal(rollouts.Average(Adjusted), trial.AdjustedValue!.Value, 12);
            Assert.Equal(rollouts.Average(r => r.Score!.Value), trial.Value!.Value, 12); // the metric itself stays as it was
        }

        File.Delete(_study.RulesFile);
        _study.OnTrialEnded = _ => { };
        using var again = StairStudy.NewStore(new() { Trials = 30 });
        foreach (var version in store.ReadRules()) again.SaveRules(version);
        await _study.Session(again, StairStudy.Model()).RunAsync(CancellationToken.None);
        Assert.Equal(JsonSerializer.Serialize(store.ReadTrials()), JsonSerializer.Serialize(again.ReadTrials()));
    }

    [Fact]
    public async Task The_best_is_chosen_by_preference_but_the_verdict_looks_at_the_metric()
    {
        _study.WriteRules(FewerSteps);
        using var store = StairStudy.NewStore(new() { Trials = 30 });
        var outcome = await _study.Session(store, StairStudy.Model()).RunAsync(CancellationToken.None);
        if (outcome.TestAccuracy is { } accuracy)
        {
            var tested = store.ReadWaves(outcome.BestTrial).Where(w => w.Key.Phase == Phase.Test).SelectMany(w => w.Rollouts).ToArray();
            Assert.Equal(tested.Average(r => r.Score!.Value), accuracy, 12);
        }

        var best = ParentSelector.Ranked(store.ReadTrials())[0];
        Assert.Equal(store.ReadTrials().Where(t => t.State == TrialState.Complete).Max(t => t.AdjustedValue - t.SeedAdjustedValue), best.Lead);
    }

    private static double Adjusted(Rollout rollout)
    {
        int steps = rollout.Episode!.Steps.Count;
        return Math.Clamp(rollout.Score!.Value - (steps > 3 ? 0.02 * steps : 0), 0, 1);
    }

    private static string Rollouts(MemoryStudyStore store) => JsonSerializer.Serialize(store.ReadWaves().Select(w => (w.Key.ToString(), w.Rollouts)));
}
