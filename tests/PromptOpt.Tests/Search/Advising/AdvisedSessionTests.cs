using System.Collections.Concurrent;
using PromptOpt.Search;
using PromptOpt.Search.Advising;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Llambo.Guard;

namespace PromptOpt.Tests.Search.Advising;

public sealed class AdvisedSessionTests : IDisposable
{
    private const int Parts = 5;

    private static readonly AdviserSpec Free = new() { TokenShare = 1 };

    private readonly WarmTask _task = new();

    public void Dispose() => _task.Dispose();

    [Theory]
    [InlineData("noisy-ei", 1)]
    [InlineData("tpe", 3)]
    [InlineData("llambo", 1)]
    public async Task A_study_with_an_adviser_is_resumed_after_any_break_like_one_that_was_not_broken_off(string sampler, int lanes)
    {
        using var whole = WarmTask.NewStore(Free, sampler, lanes);
        var model = WarmTask.Model();
        var trials = await _task.RunAsync(whole, model);
        Assert.Contains(trials, trial => trial.Tuned?.Source == (sampler == "llambo" ? "llambo" : GuardedSampler.AdvisorSource));
        Assert.Contains(whole.ReadWaves(), IsAdvice);
        for (int part = 1; part < Parts; part++)
        {
            using var broken = WarmTask.NewStore(Free, sampler, lanes);
            await BreakOff.AtCallAsync(model.Calls * part / Parts, (beforeCall, stop) => _task.RunAsync(broken, WarmTask.Model(beforeCall), stop));
            await _task.RunAsync(broken, WarmTask.Model());
            Assert.Equal(WarmTask.Table(whole), WarmTask.Table(broken));
        }
    }

    [Theory]
    [InlineData("llambo")]
    [InlineData("tpe")]
    public async Task A_trial_that_waits_for_those_that_run_is_asked_for_anew_and_not_given_the_old_advice(string sampler)
    {
        var budget = new BudgetSpec { Calls = 750 };
        using var whole = WarmTask.NewStore(Free, sampler, lanes: 3, budget: budget);
        var model = WarmTask.Model();
        await _task.RunAsync(whole, model);
        Assert.Contains(whole.ReadWaves().Where(IsAdvice).GroupBy(wave => wave.Key.Trial), trial => trial.Select(wave => wave.Key.Index / 1024).Distinct().Count() == 2);
        for (int part = 1; part < Parts; part++)
        {
            using var broken = WarmTask.NewStore(Free, sampler, lanes: 3, budget: budget);
            await BreakOff.AtCallAsync(model.Calls * (Parts + part) / (2 * Parts), (beforeCall, stop) => _task.RunAsync(broken, WarmTask.Model(beforeCall), stop));
            await _task.RunAsync(broken, WarmTask.Model());
            Assert.Equal(WarmTask.Table(whole), WarmTask.Table(broken));
        }
    }

    [Fact]
    public async Task What_was_asked_before_a_kill_is_read_and_not_asked_again()
    {
        using var store = WarmTask.NewStore(Free);
        var model = WarmTask.Model();
        await _task.RunAsync(store, model);
        using var again = WarmTask.NewStore(Free);
        foreach (var wave in store.ReadWaves().Where(IsAdvice)) again.SaveWave(wave); // as if every trial had been killed right behind its advice
        var other = WarmTask.Model(advising: _ => throw new InvalidOperationException("asked again"));
        await _task.RunAsync(again, other);
        Assert.Equal(WarmTask.Table(store), WarmTask.Table(again));
        Assert.Equal(model.Calls, other.Calls + store.ReadWaves().Where(IsAdvice).Sum(wave => wave.Rollouts.Count));
    }

    [Theory]
    [InlineData("noisy-ei")]
    [InlineData("random")]
    public async Task At_weight_zero_the_trials_are_those_without_an_adviser(string sampler)
    {
        using var alone = WarmTask.NewStore(null, sampler);
        using var muted = WarmTask.NewStore(new() { Weight = 0 }, sampler);
        await _task.RunAsync(alone, WarmTask.Model());
        var trials = await _task.RunAsync(muted, WarmTask.Model());
        Assert.Equal(alone.ReadTrials().Select(Step), trials.Select(Step));
        Assert.DoesNotContain(muted.ReadWaves(), IsAdvice);
        Assert.All(trials.Skip(1), trial => Assert.Equal(GuardOutcome.Muted, AdviserReport.MemoOf(trial)!.Outcome));

        static (int, TrialState, string?, double, double?) Step(Trial trial) => (trial.Number, trial.State, trial.Tuned?.Source, trial.Candidate.Decoding.Temperature, trial.Value);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(900)]
    public async Task A_hard_budget_holds_and_ends_the_search_instead_of_counting_as_a_failure_of_the_model(int calls)
    {
        using var store = WarmTask.NewStore(Free, budget: new() { Calls = calls, Trials = 40 });
        var trials = await _task.RunAsync(store, WarmTask.Model());
        Assert.InRange(store.ReadSpending().Calls, calls / 3, calls);
        Assert.InRange(trials.Count, 2, 39);
        Assert.DoesNotContain(trials, trial => AdviserReport.MemoOf(trial)?.Outcome == GuardOutcome.Failed);
    }

    [Fact]
    public async Task A_failure_of_the_machine_ends_the_session_and_a_fault_of_the_model_is_noted()
    {
        using var whole = WarmTask.NewStore(Free);
        await _task.RunAsync(whole, WarmTask.Model());
        using var store = WarmTask.NewStore(Free);
        int asked = 0;
        await Assert.ThrowsAsync<PromptOptException>(() => _task.RunAsync(store, WarmTask.Model(advising: _ => { if (++asked == 5) throw new PromptOptException("out of memory"); })));
        await _task.RunAsync(store, WarmTask.Model());
        Assert.Equal(WarmTask.Table(whole), WarmTask.Table(store));

        using var faulty = WarmTask.NewStore(Free);
        var trials = await _task.RunAsync(faulty, WarmTask.Model(advising: _ => throw new InvalidOperationException("no such layer")));
        Assert.Equal(WarmTask.Trials, trials.Count);
        Assert.Contains(trials, trial => trial.Tuned is { Note: "no such layer" });
    }

    [Fact]
    public async Task A_model_that_takes_too_long_is_left_aside_and_what_was_decided_stays_when_it_is_fast_again()
    {
        var spec = Free with { Timeout = TimeSpan.FromMilliseconds(50) };
        using var alone = WarmTask.NewStore(null);
        await _task.RunAsync(alone, WarmTask.Model());
        using var store = WarmTask.NewStore(spec);
        await BreakOff.AtCallAsync(260, (beforeCall, stop) => _task.RunAsync(store, new SlowModel(WarmTask.Model(beforeCall), WarmTask.IsAdvice), stop));
        var before = store.ReadTrials();
        Assert.Contains(before, trial => AdviserReport.MemoOf(trial)?.Outcome == GuardOutcome.TimedOut);
        Assert.Equal(alone.ReadTrials().Take(before.Count - 1).Select(Temperature), before.SkipLast(1).Select(Temperature));
        var after = await _task.RunAsync(store, WarmTask.Model());
        Assert.Equal(before.Select(trial => trial.Tuned?.Memo), after.Take(before.Count).Select(trial => trial.Tuned?.Memo));

        static double Temperature(Trial trial) => trial.Candidate.Decoding.Temperature;
    }

    [Fact]
    public async Task A_model_whose_calls_have_cost_their_share_is_not_asked()
    {
        using var store = WarmTask.NewStore(new() { TokenShare = 0.1 });
        var trials = await _task.RunAsync(store, WarmTask.Model());
        Assert.Contains(trials, trial => AdviserReport.MemoOf(trial)?.Outcome == GuardOutcome.TooCostly);
        using var free = WarmTask.NewStore(Free);
        await _task.RunAsync(free, WarmTask.Model());
        Assert.True(AdviserCost.Of(store.ReadWaves()).Own.Tokens < AdviserCost.Of(free.ReadWaves()).Own.Tokens / 2);
    }

    [Fact]
    public async Task Without_evidence_the_model_sees_the_same_scores_on_other_trials()
    {
        var (truth, shuffled) = (await ShownAsync(Ablations.None), await ShownAsync(Ablations.AdviserEvidence));
        Assert.NotEqual(truth, shuffled);
        Assert.Equal(truth.Select(row => row.Split("=>")[0]), shuffled.Select(row => row.Split("=>")[0]));
        Assert.Equal(truth.Select(row => row.Split("=>")[1]).Order(), shuffled.Select(row => row.Split("=>")[1]).Order());
    }

    [Fact]
    public void An_adviser_without_anything_to_tune_is_refused()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 3 }, new() { Strategy = Strategy.Standard, Tuning = new() { Adviser = new() } });
        Assert.Contains(_task.Session(store, WarmTask.Model()).Validate(), problem => problem.StartsWith("--adviser", StringComparison.Ordinal));
    }

    // The rows of the first question about scores.
    private async Task<string[]> ShownAsync(Ablations without)
    {
        using var store = WarmTask.NewStore(Free, without: without);
        var shown = new ConcurrentQueue<string>();
        await _task.RunAsync(store, WarmTask.Model(advising: prompt => shown.Enqueue(prompt.Messages[^1].Text)));
        return [.. shown.First(text => text.Contains("=>", StringComparison.Ordinal)).Split('\n').Where(line => line.Contains("=>", StringComparison.Ordinal))];
    }

    private static bool IsAdvice(Wave wave) => wave.Key.Phase == Phase.Propose && wave.Rollouts[0].Input.StartsWith("adviser: ", StringComparison.Ordinal);
}
