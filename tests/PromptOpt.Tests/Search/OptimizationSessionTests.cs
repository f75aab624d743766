using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

public sealed class OptimizationSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_that_profits_from_examples_ends_improved()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 8 });
        var outcome = await Session(store, ToyTask.Model()).RunAsync(CancellationToken.None);

        Assert.Equal(VerdictKind.Improved, outcome.Verdict);
        Assert.True(outcome.TestAccuracy > outcome.SeedTestAccuracy);
        Assert.Equal(60, outcome.TestRows);
        Assert.Equal(1, outcome.TestUses);
        Assert.True(store.ReadTrials().Single(t => t.Number == outcome.BestTrial).Candidate.Examples.Count > 0);
    }

    [Fact]
    public async Task A_model_to_which_prompts_make_no_difference_leaves_the_test_rows_untouched()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 10 });
        var outcome = await Session(store, ToyTask.IndifferentModel()).RunAsync(CancellationToken.None);

        Assert.NotEqual(VerdictKind.Improved, outcome.Verdict);
        Assert.Equal(0, outcome.TestUses);
        Assert.Equal(1, outcome.BestTrial);
        Assert.DoesNotContain(store.ReadWaves(), wave => wave.Key.Phase == Phase.Test);
    }

    [Theory]
    [InlineData(1, 4, 60)]
    [InlineData(4, 4, 60)]
    [InlineData(4, 4, 24)]
    public async Task Calls_tokens_and_trials_are_never_overshot(int lanes, int levelTrials, int raceRows)
    {
        foreach (int calls in new[] { 230, 307, 450, 611 })
        {
            using var store = SearchStudy.NewStore(new() { Trials = 12, Calls = calls, Tokens = 40_000 }, new() { Lanes = lanes, LevelTrials = levelTrials, ValidationRows = raceRows, WaveRows = 8 });
            await Session(store, ToyTask.Model()).RunAsync(CancellationToken.None);
            var spent = store.ReadSpending();
            Assert.InRange(spent.Calls, 1, calls);
            Assert.InRange(spent.Tokens, 1, 40_000);
            Assert.InRange(store.ReadTrials().Count, 1, 12);
        }
    }

    [Fact]
    public async Task The_final_test_is_paid_for_even_when_the_search_spends_everything_else()
    {
        using var store = SearchStudy.NewStore(new() { Calls = 400 });
        var outcome = await Session(store, ToyTask.Model()).RunAsync(CancellationToken.None);
        Assert.Equal(60, outcome.TestRows);
    }

    [Fact]
    public async Task Options_and_limits_out_of_range_are_refused_also_where_nobody_validates()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 0, Calls = -1, Tokens = 0, Time = TimeSpan.Zero }, new() { WaveRows = 0 });
        var session = Session(store, ToyTask.Model());
        var error = await Assert.ThrowsAsync<BadInputException>(() => session.RunAsync(CancellationToken.None));
        foreach (string option in new[] { "wave rows", "--max-trials", "--max-calls", "--max-tokens", "--max-time" })
        {
            Assert.Contains(option, error.Message, StringComparison.Ordinal);
            Assert.Contains(session.Validate(), problem => problem.StartsWith(option, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(60, 16)]
    [InlineData(24, 8)]
    public async Task A_study_that_breaks_off_at_any_call_and_is_resumed_ends_like_one_that_did_not(int raceRows, int waveRows)
    {
        var options = new SessionOptions { ValidationRows = raceRows, WaveRows = waveRows };
        using var whole = SearchStudy.NewStore(new() { Trials = 7 }, options);
        var model = ToyTask.CapriciousModel();
        var expected = await Session(whole, model).RunAsync(CancellationToken.None);
        for (int at = 5; at < model.Calls; at += 61)
        {
            using var store = SearchStudy.NewStore(new() { Trials = 7 }, options);
            await BreakOff.AtCallAsync(at, (beforeCall, stop) => Session(store, ToyTask.CapriciousModel(beforeCall)).RunAsync(stop));
            var outcome = await Session(store, ToyTask.CapriciousModel()).RunAsync(CancellationToken.None);

            Assert.Equal(Table(whole), Table(store));
            Assert.Equal(Rollouts(whole), Rollouts(store));
            Assert.Equal(expected.Difference, outcome.Difference);
        }
    }

    [Fact]
    public async Task A_study_that_is_killed_between_a_wave_and_its_trial_ends_like_one_that_was_not()
    {
        var options = new SessionOptions { ValidationRows = 24, WaveRows = 8 };
        using var whole = SearchStudy.NewStore(new() { Trials = 7 }, options);
        var counting = new BreakingStore(whole);
        await Session(counting, ToyTask.CapriciousModel()).RunAsync(CancellationToken.None);
        for (int at = 2; at <= counting.TrialsSaved; at += 3)
        {
            using var store = SearchStudy.NewStore(new() { Trials = 7 }, options);
            await Assert.ThrowsAsync<PromptOptException>(() => Session(new BreakingStore(store, at), ToyTask.CapriciousModel()).RunAsync(CancellationToken.None));
            await Session(store, ToyTask.CapriciousModel()).RunAsync(CancellationToken.None);
            Assert.Equal(Table(whole), Table(store));
            Assert.Equal(Rollouts(whole), Rollouts(store));
        }
    }

    [Fact]
    public async Task Rows_that_lost_races_save_go_to_the_seed_prompt_and_the_best_and_never_more_than_was_saved()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 14 }, new() { ValidationRows = 24, WaveRows = 8, Seed = 3 });
        var spent = new List<(int Saved, int Added)>();
        var model = ToyTask.CapriciousModel(_ => spent.Add((store.ReadTrials().Sum(t => t.RowsSaved), store.ReadTrials().Sum(t => Math.Max(0, t.Rows - 24)))));
        int searchCalls = 0;
        var session = Session(store, model, observer: new SilentObserver { OnTrialEnded = _ => searchCalls = spent.Count });
        var outcome = await session.RunAsync(CancellationToken.None);

        Assert.Contains(spent.Take(searchCalls), s => s.Added > 0);
        Assert.All(spent.Take(searchCalls), s => Assert.True(s.Added <= s.Saved));
        Assert.All(store.ReadTrials(), t => Assert.True(t.Rows <= store.ReadTrials()[0].Rows)); // the gate needs the seed prompt's score on every row
        Assert.Equal(outcome.Race!.RowsAdded, store.ReadTrials().Sum(t => Math.Max(0, t.Rows - 24)));
        var leader = ParentSelector.Ranked(store.ReadTrials())[0];
        Assert.NotEqual(1, leader.Number);
        Assert.Equal(60, leader.Rows); // trials were the only limit, so the best got every row
    }

    [Fact]
    public async Task Values_and_leads_are_those_of_the_stored_rows()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 8 }, new() { ValidationRows = 24, WaveRows = 8 });
        await Session(store, ToyTask.CapriciousModel()).RunAsync(CancellationToken.None);
        double[] Scores(int trial) => [.. store.ReadWaves(trial).Where(w => w.Key.Phase == Phase.Validation).SelectMany(w => w.Rollouts).Select(r => r.Score!.Value)];
        string[] Ids(int trial) => [.. store.ReadWaves(trial).Where(w => w.Key.Phase == Phase.Validation).SelectMany(w => w.Rollouts).Select(r => r.ExampleId)];
        foreach (var trial in store.ReadTrials().Where(t => t.Rows > 0))
        {
            Assert.Equal(Scores(trial.Number).Average(), trial.Value!.Value, 12);
            Assert.Equal(Scores(trial.Number).Average() - Scores(1).Take(trial.Rows).Average(), trial.Lead!.Value, 12);
            Assert.Equal(Ids(1).Take(trial.Rows), Ids(trial.Number)); // the same rows in the same order
        }
    }

    [Fact]
    public async Task With_a_given_number_of_trials_a_level_the_lanes_do_not_change_the_trials()
    {
        using var one = SearchStudy.NewStore(new() { Trials = 9 }, new() { LevelTrials = 4, ValidationRows = 24, WaveRows = 8 });
        using var four = SearchStudy.NewStore(new() { Trials = 9 }, new() { LevelTrials = 4, Lanes = 4, ValidationRows = 24, WaveRows = 8 });
        await Session(one, ToyTask.CapriciousModel()).RunAsync(CancellationToken.None);
        await Session(four, ToyTask.CapriciousModel()).RunAsync(CancellationToken.None);
        Assert.Equal(Table(one), Table(four));
    }

    [Fact]
    public async Task Different_seeds_search_differently()
    {
        using var first = SearchStudy.NewStore(new() { Trials = 4 });
        using var second = SearchStudy.NewStore(new() { Trials = 4 }, new() { Seed = 2 });
        await Session(first, ToyTask.Model()).RunAsync(CancellationToken.None);
        await Session(second, ToyTask.Model()).RunAsync(CancellationToken.None);
        Assert.NotEqual(Table(first), Table(second));
    }

    [Fact]
    public async Task Examples_come_from_train_and_never_from_a_row_that_is_ranked_on()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 10 });
        await Session(store, ToyTask.Model()).RunAsync(CancellationToken.None);
        Assert.All(store.ReadTrials().SelectMany(t => t.Candidate.Examples), e => Assert.StartsWith("train", e.Id));
        foreach (var trial in store.ReadTrials())
        {
            var shown = trial.Candidate.Examples.Select(e => e.Id).ToHashSet();
            Assert.DoesNotContain(store.ReadWaves(trial.Number).SelectMany(w => w.Rollouts), r => shown.Contains(r.ExampleId));
        }
    }

    [Fact]
    public async Task A_candidate_that_cannot_be_run_is_failed_and_the_session_goes_on()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 5 });
        int seed = 60 + 32; // the seed prompt's calls come first
        var model = ToyTask.Model(call => { if (call == seed + 10) throw new PromptTooLongException(2000, 8, 1024); });
        var outcome = await Session(store, model).RunAsync(CancellationToken.None);

        var failed = Assert.Single(store.ReadTrials(), t => t.State == TrialState.Failed);
        Assert.Contains("2008 tokens", failed.Reason);
        Assert.Null(failed.Value);
        Assert.NotEqual(failed.Number, outcome.BestTrial);
    }

    [Fact]
    public async Task A_failure_of_the_machine_ends_the_session_and_the_resumed_study_ends_like_one_without_it()
    {
        using var whole = SearchStudy.NewStore(new() { Trials = 5 });
        await Session(whole, ToyTask.Model()).RunAsync(CancellationToken.None);
        using var store = SearchStudy.NewStore(new() { Trials = 5 });
        var breaking = ToyTask.Model(call => { if (call == 130) throw new PromptOptException("the disk is full"); });
        var error = await Assert.ThrowsAsync<PromptOptException>(() => Session(store, breaking).RunAsync(CancellationToken.None));
        Assert.Equal("the disk is full", error.Message);
        Assert.DoesNotContain(store.ReadTrials(), t => t.State == TrialState.Failed);

        await Session(store, ToyTask.Model()).RunAsync(CancellationToken.None);
        Assert.Equal(Table(whole), Table(store));
    }

    [Fact]
    public async Task A_seed_prompt_that_cannot_be_run_ends_the_session()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 5 });
        var model = ToyTask.Model(_ => throw new PromptTooLongException(2000, 8, 1024));
        var error = await Assert.ThrowsAsync<BadInputException>(() => Session(store, model).RunAsync(CancellationToken.None));
        Assert.Contains("2008 tokens", error.Message);
    }

    [Fact]
    public async Task The_search_ends_when_there_is_nothing_left_to_try()
    {
        using var store = SearchStudy.NewStore(new() { Calls = 10_000 });
        var task = ToyTask.Spec(_folder.Path) with { Search = new() { Operators = ["label-list"] } }; // the seed prompt names all labels already
        var outcome = await Session(store, ToyTask.Model(), task).RunAsync(CancellationToken.None);
        Assert.Equal(1, outcome.BestTrial);
        Assert.Equal([TrialState.Complete, TrialState.Failed, TrialState.Failed, TrialState.Failed], store.ReadTrials().Select(t => t.State));
        Assert.EndsWith(" or more (0 were run on all of them, 3 were not possible to run); the test rows stay untouched.", outcome.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_too_small_budgets_are_told_before_anything_is_run()
    {
        using var none = SearchStudy.NewStore(new());
        Assert.Contains("--max-trials", Assert.Single(Session(none, ToyTask.Model()).Validate()));
        using var few = SearchStudy.NewStore(new() { Calls = 100 });
        Assert.Contains("--max-calls 100 is too few", Assert.Single(Session(few, ToyTask.Model()).Validate()));
    }

    [Fact]
    public void A_prompt_that_does_not_fit_is_told_with_the_longest_row_before_anything_is_run()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 3 });
        var small = new ScriptedLanguageModel { Info = new() { Name = "small", Identity = "small", ContextTokens = 8, Engine = "test" } };
        var problem = Assert.Single(Session(store, small).Validate());
        Assert.Contains("and a sequence holds 8. The longest row has ", problem, StringComparison.Ordinal);
        Assert.EndsWith("Shorten it, or raise --context.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_cannot_obey_the_tasks_grammar_is_told_before_anything_is_run()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 3 });
        var constraint = new AnswerConstraint(AnswerConstraintKind.Grammar, "root ::= \"red\"");
        var task = ToyTask.Spec(_folder.Path) with { Answer = new() { Labels = ToyTask.Labels, Constraint = constraint } };
        Assert.StartsWith("The task limits answers by a grammar", Assert.Single(Session(store, ToyTask.Model(), task).Validate()));
    }

    [Fact]
    public void An_unknown_field_in_the_seed_prompt_is_told_with_its_place()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 3 });
        var task = ToyTask.Spec(_folder.Path) with { Seed = new() { Instruction = "Name the\n{{colour}}.", Source = "seed.txt" } };
        Assert.Contains("seed.txt:2:1: unknown field {{colour}}", Assert.Single(Session(store, ToyTask.Model(), task).Validate()));
    }

    [Fact]
    public async Task A_finished_study_is_not_run_again()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 4 });
        var first = await Session(store, ToyTask.Model()).RunAsync(CancellationToken.None);
        var model = ToyTask.Model();
        var again = await Session(store, model).RunAsync(CancellationToken.None);
        Assert.Equal(first, again);
        Assert.Equal(0, model.Calls);
    }

    [Fact]
    public async Task Shuffled_targets_leave_the_test_rows_alone()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 6 }, new() { ShuffleTargets = true });
        await Session(store, ToyTask.Model()).RunAsync(CancellationToken.None);
        var truth = ToyTask.Data().Validation.ToDictionary(r => r.Id, r => r.Target);
        var seen = store.ReadWaves(1).Where(w => w.Key.Phase == Phase.Validation).SelectMany(w => w.Rollouts).ToArray();
        Assert.NotEqual(seen.Select(r => truth[r.ExampleId]), seen.Select(r => r.Target));
        Assert.Equal(seen.Select(r => truth[r.ExampleId]).Order(), seen.Select(r => r.Target).Order());
    }

    [Fact]
    public async Task A_trial_too_slow_for_the_time_left_ends_alone_and_the_test_of_the_best_one_is_run_whole()
    {
        var time = new FakeTimeProvider();
        var model = new ScriptedLanguageModel
        {
            Score = request =>
            {
                int shown = request.Prompt.Messages.Count(m => m.Role == ChatRole.Assistant);
                time.Advance(TimeSpan.FromSeconds(shown > 12 ? 2 : 0.1)); // long prompts are slow
                return ToyTask.Scores(request, shown > 12 ? 8 : Math.Min(shown, 3)); // and better
            },
        };
        using var store = SearchStudy.NewStore(new() { Time = TimeSpan.FromSeconds(230) });
        var task = ToyTask.Spec(_folder.Path) with { Search = new() { Operators = ["first-try", "example-order"] } };
        var outcome = await Session(store, model, task, time).RunAsync(CancellationToken.None);

        Assert.Equal(60, outcome.TestRows);
        Assert.InRange(outcome.Seconds, 1, 232);
        var slow = store.ReadTrials().First(t => t.Reason.Contains("time", StringComparison.Ordinal));
        Assert.Contains(store.ReadTrials(), t => t.Number > slow.Number && t.Spending.Calls > 0);
    }

    private OptimizationSession Session(
        IStudyStore store, ILanguageModel model, TaskSpec? task = null, TimeProvider? time = null, ISessionObserver? observer = null) =>
        SearchStudy.Session(_folder, store, model, task, observer: observer, time: time);

    private static string Table(MemoryStudyStore store) => JsonSerializer.Serialize(store.ReadTrials());

    private static string Rollouts(MemoryStudyStore store) => JsonSerializer.Serialize(store.ReadWaves().Select(w => (w.Key.ToString(), w.Rollouts)));
}
