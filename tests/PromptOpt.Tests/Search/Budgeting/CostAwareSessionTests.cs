using Microsoft.Extensions.Time.Testing;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;
using static PromptOpt.Tests.Search.Budgeting.CostlyTask;

namespace PromptOpt.Tests.Search.Budgeting;

/// <summary>Studies whose budget one trial of the dear half of the space would eat.</summary>
public sealed class CostAwareSessionTests : IDisposable
{
    private const int Calls = 500;

    private readonly CostlyTask _task = new();

    public void Dispose() => _task.Dispose();

    [Theory]
    [InlineData("noisy-ei")]
    [InlineData("gp-ei")]
    [InlineData("random")]
    [InlineData("particle-swarm")]
    public async Task Trials_that_cannot_finish_are_not_begun_and_many_finish_in_their_place(string sampler)
    {
        using var aware = NewStore(new() { Calls = Calls }, sampler: sampler);
        using var blind = NewStore(new() { Calls = Calls }, Ablations.CostAwareTuning, sampler);
        var (with, outcome, notes) = await _task.RunAsync(aware);
        var (without, _, _) = await _task.RunAsync(blind);

        Assert.DoesNotContain(with, WasEndedByTheBudget);
        Assert.Contains(without, WasEndedByTheBudget);
        Assert.True(Ran(with) >= 10 && Ran(with) > Ran(without) + 3, $"{Ran(with)} and {Ran(without)} trials");
        Assert.InRange(outcome.Spending.Calls, 0, Calls);
        Assert.Contains(notes, note => note.StartsWith("Tuning ends", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Under_a_limit_on_time_it_is_the_same()
    {
        var (with, outcome) = await TimedAsync(Ablations.None);
        var (without, _) = await TimedAsync(Ablations.CostAwareTuning);

        Assert.DoesNotContain(with, WasEndedByTheBudget);
        Assert.Contains(without, WasEndedByTheBudget);
        Assert.True(Ran(with) > Ran(without) + 3, $"{Ran(with)} and {Ran(without)} trials");
        Assert.True(outcome.TestRows is 0 or 60, $"{outcome.TestRows} test rows"); // where there was a final test, it had its time
    }

    [Fact]
    public async Task What_a_sampler_sees_of_a_study_without_a_limit_on_cost_stays_as_it_was()
    {
        using var aware = NewStore(new() { Trials = 9 });
        using var blind = NewStore(new() { Trials = 9 }, Ablations.CostAwareTuning);

        Assert.Equal(Table((await _task.RunAsync(blind)).Trials), Table((await _task.RunAsync(aware)).Trials));
    }

    [Fact]
    public async Task Cost_does_not_count_where_trials_are_what_is_scarce()
    {
        using var aware = NewStore(new() { Trials = 9, Calls = 100_000 });
        using var blind = NewStore(new() { Trials = 9, Calls = 100_000 }, Ablations.CostAwareTuning);

        Assert.Equal(Table((await _task.RunAsync(blind)).Trials), Table((await _task.RunAsync(aware)).Trials));
    }

    [Fact]
    public async Task With_a_large_budget_dear_trials_are_run_after_cheap_ones()
    {
        using var store = NewStore(new() { Calls = 6000 });
        var (trials, _, _) = await _task.RunAsync(store);

        Assert.False(Thinks(trials[1]));
        Assert.Contains(trials, Thinks);
        Assert.DoesNotContain(trials, WasEndedByTheBudget);
    }

    [Theory]
    [InlineData("noisy-ei")]
    [InlineData("gp-ei")]
    public async Task What_does_not_fit_beside_trials_that_run_waits_for_them_and_tuning_ends_only_where_nobody_runs(string sampler)
    {
        using var store = NewStore(new() { Calls = 1500 }, sampler: sampler, lanes: 4);
        var (trials, outcome, notes) = await _task.RunAsync(store);

        var levels = trials.GroupBy(trial => trial.Level).ToArray();
        var narrow = levels.First(level => level.Key > 0 && level.Count() < 4);
        Assert.True(levels[^1].Key > narrow.Key, $"level {narrow.Key} of {narrow.Count()} trials is the last"); // what ran was cheaper than it might have been, or something cheaper fits
        Assert.Equal(Enumerable.Range(1, trials.Count), trials.Select(trial => trial.Number));
        Assert.DoesNotContain(trials, WasEndedByTheBudget);
        Assert.InRange(outcome.Spending.Calls, 0, 1500);
        Assert.Single(notes, note => note.StartsWith("Tuning ends", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("random")]
    [InlineData("gp-ei")]
    public async Task Levels_are_as_wide_in_a_study_that_was_killed_again_and_again(string sampler)
    {
        using var whole = NewStore(new() { Calls = 1500 }, sampler: sampler, lanes: 4);
        var (trials, _, _) = await _task.RunAsync(whole);

        using var broken = NewStore(new() { Calls = 1500 }, sampler: sampler, lanes: 4);
        int kills = 0;
        while (await KillAsync(broken)) kills++;
        Assert.InRange(kills, trials.Count / 2, 20 * trials.Count);
        Assert.Equal(LevelTable(trials), LevelTable(broken.ReadTrials()));
    }

    [Theory]
    [InlineData("noisy-ei", 1)]
    [InlineData("gp-ei", 2)]
    public async Task A_study_that_was_broken_off_goes_on_as_if_it_had_not_been(string sampler, int lanes)
    {
        using var whole = NewStore(new() { Calls = 1500 }, sampler: sampler, lanes: lanes);
        var (trials, outcome, _) = await _task.RunAsync(whole);
        Assert.DoesNotContain(trials, WasEndedByTheBudget);

        using var broken = NewStore(new() { Calls = 1500 }, sampler: sampler, lanes: lanes);
        foreach (int breakAt in new[] { 37, 250, 150 }) await BreakOff.AtCallAsync(breakAt, (beforeCall, stop) => _task.Session(broken, Model(beforeCall)).RunAsync(stop));
        var (resumed, resumedOutcome, _) = await _task.RunAsync(broken);

        Assert.Equal(Table(trials), Table(resumed));
        Assert.Equal((outcome.Verdict, outcome.BestTrial), (resumedOutcome.Verdict, resumedOutcome.BestTrial));
    }

    /// <summary>Runs a study until it saves a trial for the seventh time, which is enough for at least one wave; false if it comes to its end before.</summary>
    private async Task<bool> KillAsync(IStudyStore store)
    {
        var killed = await Record.ExceptionAsync(() => _task.Session(new BreakingStore(store, 7), Model()).RunAsync(CancellationToken.None));
        Assert.True(killed is null or PromptOptException or OperationCanceledException, $"{killed}");
        return killed is not null;
    }

    private static string LevelTable(IEnumerable<Trial> trials) => $"{Table(trials)}\n{string.Join(' ', trials.Select(trial => trial.Level))}";

    private async Task<(IReadOnlyList<Trial> Trials, StudyOutcome Outcome)> TimedAsync(Ablations without)
    {
        var time = new FakeTimeProvider();
        using var store = NewStore(new() { Time = TimeSpan.FromSeconds(240) }, without);
        var (trials, outcome, _) = await _task.RunAsync(store, _ => time.Advance(TimeSpan.FromSeconds(0.5)), time);
        return (trials, outcome);
    }

    private static int Ran(IEnumerable<Trial> trials) => trials.Count(trial => trial.State is TrialState.Complete or TrialState.Pruned && trial.Rows > 0 && !WasEndedByTheBudget(trial));
}
