using System.Text.Json;
using PromptOpt.Cli.Running;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Cli;

public sealed class OptimizeTests : IDisposable
{
    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_result_page_and_the_plain_progress_read_as_agreed()
    {
        Assert.Equal(0, await _cli.RunAsync("optimize intents"));
        Golden.Check("result.txt", _cli.Masked(_cli.Out));
        Golden.Check("progress.txt", _cli.Masked(_cli.Error));
    }

    [Fact]
    public async Task Json_is_one_object_with_null_for_infinity()
    {
        Assert.Equal(0, await _cli.RunAsync("optimize intents --json --quiet"));
        Golden.Check("result.json", _cli.Masked(_cli.Out));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal("improved", json.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("seedTokensPerCorrect").ValueKind);
        Assert.Equal("", _cli.Error.ToString());
    }

    [Theory]
    [InlineData(true, "reaches 0.900 on test, the best prompt 0.750: on this task the classifier is better.")]
    [InlineData(false, "reaches 0.500 on validation, the best prompt 0.780.")]
    public async Task The_bag_of_words_classifier_leaves_an_untouched_test_set_untouched(bool tested, string line)
    {
        var outcome = tested ? FakeSession.Improved : FakeSession.Improved with { TestAccuracy = null, Difference = null, Verdict = VerdictKind.Undecided };
        _cli.Backend = _cli.Backend with
        {
            CreateSession = parts => new FakeSession(parts) { Outcome = outcome },
            BagOfWordsAccuracy = (_, rows) => rows == _cli.Data.Test ? 0.9 : rows == _cli.Data.Validation ? 0.5 : double.NaN,
        };
        await _cli.RunAsync("optimize intents");
        Assert.Contains(line, _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_study_is_stored_with_merged_limits_and_its_outcome()
    {
        await _cli.RunAsync("optimize intents --study mine --seed 7 --max-time 4m --max-calls 900 --lanes 2 --elimination-error 0.1 --shuffle-targets --threads 2 --preset small --parent-selection epsilon-greedy");
        var study = _cli.Stores[_cli.Results("mine", "study.db")].ReadStudy()!;
        Assert.Equal(new BudgetSpec { Trials = 4, Calls = 900, Time = TimeSpan.FromMinutes(4) }, study.Budget);
        Assert.Equal(new SessionOptions { Seed = 7, Lanes = 2, EliminationError = 0.1, ShuffleTargets = true, Strategy = Strategy.Small, ParentSelection = ParentSelection.EpsilonGreedy }, StudyJson.ReadOptions(study));
        Assert.Equal(FakeSession.Improved, StudyJson.ReadOutcome(study));
        Assert.Equal(2, EngineSettings.Load(Path.Combine(_cli.Root, "results", "mine")).Threads);
        Assert.Equal("3", File.ReadAllText(_cli.Results("mine", "best.yaml")));
    }

    [Fact]
    public async Task Names_are_made_from_task_and_seed_and_counted_on_when_taken()
    {
        await _cli.RunAsync("optimize intents --seed 5");
        await _cli.RunAsync("optimize intents --seed 5");
        Assert.Equal(["intents-seed5", "intents-seed5-2"], _cli.Stores.Keys.Select(path => Path.GetFileName(Path.GetDirectoryName(path))).Order());
    }

    [Fact]
    public async Task An_unfinished_study_of_the_same_work_is_taken_up_again()
    {
        var working = _cli.Backend;
        _cli.Backend = working with { CreateSession = parts => new FakeSession(parts) { BeforeTrial = (n, _) => n == 3 ? throw new PromptOptException("the disk is full") : Task.CompletedTask } };
        Assert.Equal(1, await _cli.RunAsync("optimize intents"));
        Assert.Contains("error: the disk is full", _cli.Error.ToString(), StringComparison.Ordinal);
        _cli.Backend = working;
        Assert.Equal(0, await _cli.RunAsync("optimize intents"));
        Assert.Contains("note: going on with intents-seed1", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Single(_cli.Stores);
    }

    [Fact]
    public async Task A_name_that_exists_is_refused_with_the_command_that_helps()
    {
        await _cli.RunAsync("optimize intents --study mine");
        Assert.Equal(2, await _cli.RunAsync("optimize intents --study mine"));
        Assert.Contains("promptopt show mine", _cli.Error.ToString(), StringComparison.Ordinal);
        var store = _cli.Stores[_cli.Results("mine", "study.db")];
        store.SaveStudy(store.ReadStudy()! with { Outcome = null });
        Assert.Equal(2, await _cli.RunAsync("optimize intents --study mine"));
        Assert.Contains("promptopt resume mine", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_are_told_together_and_leave_no_folder()
    {
        _cli.Backend = _cli.Backend with { CreateSession = parts => new FakeSession(parts) { Problems = ["the test is too small", "no labels"] } };
        Assert.Equal(2, await _cli.RunAsync("optimize intents"));
        Assert.Contains("error: the test is too small; no labels", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_cli.Root, "results", "intents-seed1")));
    }

    [Fact]
    public async Task A_folder_of_results_that_cannot_be_written_is_one_line()
    {
        File.WriteAllText(Path.Combine(_cli.Root, "file"), "");
        _cli.Backend = _cli.Backend with { LockStudy = PromptOpt.Studies.StudyLock.Acquire };
        Assert.Equal(1, await _cli.RunAsync("optimize intents --study mine --results file/below"));
        Assert.Contains($"error: cannot write {Path.Combine(_cli.Root, "file", "below", "mine", "study.lock")}: ", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_that_another_process_began_in_the_same_moment_is_left_alone()
    {
        _cli.Backend = _cli.Backend with
        {
            LockStudy = folder =>
            {
                File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, "study.db"), "");
                throw new BadInputException("study mine is being driven by process 7 on here; wait for it or stop it");
            },
        };
        Assert.Equal(2, await _cli.RunAsync("optimize intents --study mine"));
        Assert.True(File.Exists(_cli.Results("mine", "study.db")));
    }

    [Fact]
    public async Task Going_on_with_another_context_is_said()
    {
        var working = _cli.Backend;
        _cli.Backend = working with { CreateSession = parts => new FakeSession(parts) { BeforeTrial = (n, _) => n == 3 ? throw new PromptOptException("the disk is full") : Task.CompletedTask } };
        await _cli.RunAsync("optimize intents --study mine --context 512");
        _cli.Backend = working;
        Assert.Equal(0, await _cli.RunAsync("resume mine --context 128 --threads 1"));
        Assert.Contains("note: --context was 512 before and is 128 now: what is tried", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("--threads", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_without_any_limit_is_refused()
    {
        _cli.Task = _cli.Task with { Budget = new() };
        Assert.Equal(2, await _cli.RunAsync("optimize intents"));
        Assert.Contains("no limit is set", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VerdictKind.Improved, 0)]
    [InlineData(VerdictKind.NotImproved, 3)]
    [InlineData(VerdictKind.Undecided, 3)]
    public async Task Only_with_require_improvement_the_verdict_is_an_exit_code(VerdictKind verdict, int code)
    {
        _cli.Backend = _cli.Backend with { CreateSession = parts => new FakeSession(parts) { Outcome = FakeSession.Improved with { Verdict = verdict } } };
        Assert.Equal(0, await _cli.RunAsync("optimize intents"));
        Assert.Equal(code, await _cli.RunAsync("optimize intents --require-improvement"));
    }

    [Fact]
    public async Task Cancelling_ends_with_130_the_files_and_the_resume_command()
    {
        using var source = new CancellationTokenSource();
        _cli.Backend = _cli.Backend with
        {
            CreateSession = parts => new FakeSession(parts)
            {
                BeforeTrial = (n, token) => n == 3 ? source.CancelAsync().ContinueWith(_ => token.ThrowIfCancellationRequested(), TaskScheduler.Default) : Task.CompletedTask,
            },
        };
        Assert.Equal(130, await _cli.RunAsync("optimize intents --study mine", source.Token));
        Assert.Contains("promptopt resume mine\n", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(_cli.Results("mine", "trials.csv")));
        Assert.Equal("", _cli.Out.ToString());
    }
}
