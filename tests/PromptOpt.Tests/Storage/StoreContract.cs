using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck.Xunit;
using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Storage;

/// <summary>What every store must do.</summary>
public abstract class StoreContract : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    protected abstract IStudyStore Store { get; }

    /// <summary>The same study as another session sees it; a memory store has only one.</summary>
    protected abstract IStudyStore Reopen();

    public virtual void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static Study SampleStudy => new()
    {
        Name = "s-1",
        TaskFolder = "/tasks/t",
        TaskName = "t",
        TestFile = "/x/test é.jsonl",
        TaskFingerprint = "abc",
        ModelPath = "/m.gguf",
        ModelIdentity = "def",
        OtherModels = new Dictionary<string, string> { ["writer"] = "abc" },
        Engine = "llama.cpp b1",
        Seed = long.MinValue,
        Budget = new() { Trials = 3, Tokens = 1L << 40, Time = TimeSpan.FromSeconds(1.5) },
        Options = """{"lanes":1}""",
        CreatedAt = new(2025, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
    };

    internal static Trial SampleTrial(int number, string text = "Say \"yes\"\r\n\tor no. 😀 ---") => new()
    {
        Number = number,
        Level = 2,
        State = TrialState.Complete,
        Operator = "rewrite",
        Parent = 1,
        Change = text,
        Screening = number % 2 == 0
            ? new(0.1 + 0.2, double.Epsilon, 2.0 / 3, ScreeningOutcome.Explored)
            {
                Rejected = [new(new() { Instruction = text, Mode = AnswerMode.Choice, Decoding = new() { Temperature = 0.1 } }, "edit", 1.0 / 7)],
            }
            : null,
        Tuned = number % 3 == 0
            ? new(new Dictionary<string, ParameterValue> { ["temperature"] = 0.1 + 0.2, ["sampling"] = text, ["reasoning"] = new(true) }, "noisy-ei") { Note = text }
            : null,
        Value = 1.0 / 3,
        StandardError = double.Epsilon,
        TrainValue = 0.1 + 0.2,
        SeedValue = 2.0 / 7,
        Rows = 96,
        RowsSaved = 48,
        Reason = "",
        Spending = new(10, long.MaxValue, 7),
        Calibration = new(CalibrationMethod.Batch, [-0.1, double.NegativeInfinity, double.NaN, double.MaxValue], 40),
        Candidate = new()
        {
            Instruction = text,
            User = "Q: {{input}}\n",
            AnswerPrefix = " ",
            Mode = AnswerMode.Choice,
            Layout = ExampleLayout.Inline,
            Calibration = CalibrationMethod.MeanLog,
            LabelWords = new Dictionary<string, string> { ["a b"] = "x", [""] = text },
            Examples = [new() { Id = "0123", Input = text, Target = "", Fields = new Dictionary<string, string> { ["input"] = text, ["Ünïcode key"] = "" } }],
            Samples = 5,
            Aggregation = Aggregation.BestLogProbability,
            Reasoning = new() { Steps = 6, PlanningPeriod = 2 },
            Decoding = new() { Temperature = 0.1, TopK = 40, Stop = ["\n", "###"], LogitBias = new Dictionary<int, double> { [5] = double.NegativeInfinity, [7] = 1e-300 } },
        },
    };

    internal static Wave SampleWave(int trial, Phase phase, int index, int rows = 3, string text = "out") => new()
    {
        Key = new(trial, phase, index),
        StudySeconds = trial + 0.25,
        Rollouts = [.. Enumerable.Range(0, rows).Select(i => new Rollout
        {
            Position = i,
            ExampleId = $"e{i}",
            Input = text,
            Target = "t",
            Output = text,
            Answer = i == 0 ? null : text,
            Score = i == 0 ? null : 1.0 / i,
            LabelLogProbabilities = i == 0 ? [] : [-0.5, double.NegativeInfinity, double.NaN],
            Finish = "choice",
            PromptTokens = 100,
            OutputTokens = 5,
            CachedTokens = 60,
            Seconds = 0.1,
            Calls = 1 + i,
            Episode = i == 2 ? SampleEpisode(text) : null,
            CutOff = i,
            Samples = i == 1 ? SampleAnswers(text) : null,
        })],
    };

    private static SampleSet SampleAnswers(string text) => new()
    {
        Drawn =
        [
            new() { Output = text, Finish = "length", MeanLogProbability = -1.0 / 3, Steps = [new() { Plan = text, Text = "" }, new() { Text = text }] },
            new() { Output = "", TokenEntropy = 1.0 / 3 },
        ],
        Chosen = 1,
    };

    private static EpisodeRecord SampleEpisode(string text) => new()
    {
        Observation = text,
        Steps =
        [
            new() { Reply = text, Observation = text, Progress = 1, Error = "collision", ErrorMessage = text, ErrorCount = 2, Alternative = text, Action = text, Feedback = text },
            new() { Reply = "", Observation = "", Progress = 1.5, Plan = text },
        ],
        End = EpisodeRecord.Stuck,
        StepLimit = 30,
        InitialProgress = 1,
        Baseline = 1,
        Bound = 4.25,
        BoundKind = BoundKind.Upper,
    };

    protected static void Same<T>(T expected, T actual) => Assert.Equal(JsonSerializer.Serialize(expected, Json), JsonSerializer.Serialize(actual, Json));

    [Fact]
    public void A_new_store_is_empty()
    {
        Assert.Null(Store.ReadStudy());
        Assert.Empty(Store.ReadTrials());
        Assert.Empty(Store.ReadWaves());
        Assert.Null(Store.ReadWave(new(1, Phase.Train, 0)));
        Assert.Equal(default, Store.ReadSpending());
        Assert.Equal(0, Store.ReadSeconds());
    }

    [Fact]
    public void A_study_comes_back_as_it_was_saved_last()
    {
        Store.SaveStudy(SampleStudy);
        Same(SampleStudy, Reopen().ReadStudy()!);
        Store.SaveStudy(SampleStudy with { Outcome = "{}", TestFile = null });
        Same(SampleStudy with { Outcome = "{}", TestFile = null }, Reopen().ReadStudy()!);
    }

    [Fact]
    public void Trials_come_back_exactly_and_by_number()
    {
        Store.SaveTrial(SampleTrial(10));
        Store.SaveTrial(SampleTrial(2) with { State = TrialState.Running, Value = null, StandardError = null, TrainValue = double.NaN });
        Store.SaveTrial(SampleTrial(10) with { Rows = 97 });
        Same(
            [SampleTrial(2) with { State = TrialState.Running, Value = null, StandardError = null, TrainValue = double.NaN }, SampleTrial(10) with { Rows = 97 }],
            Reopen().ReadTrials());
    }

    [Property(MaxTest = 100)]
    public void Any_text_and_any_number_come_back(string text, double number)
    {
        if (text is null || text.Any(char.IsSurrogate)) return; // half a surrogate pair is no text in any file
        number += 0.0; // SQLite has no minus zero
        var trial = SampleTrial(1, text) with { Value = number, TrainValue = 0 - number };
        Store.SaveTrial(trial);
        Same(trial, Reopen().ReadTrials().Single());
    }

    [Fact]
    public void Waves_of_every_phase_come_back_in_the_order_of_the_phases()
    {
        var phases = Enum.GetValues<Phase>();
        Store.SaveTrial(SampleTrial(1));
        foreach (var phase in phases.Reverse()) Store.SaveWave(SampleWave(1, phase, 0));
        Assert.Equal(phases, Store.ReadWaves().Select(wave => wave.Key.Phase));
    }

    [Fact]
    public void Waves_come_back_exactly_ordered_by_trial_phase_and_index()
    {
        Wave[] waves = [SampleWave(2, Phase.Train, 0), SampleWave(1, Phase.Test, 0), SampleWave(1, Phase.Train, 1), SampleWave(1, Phase.Train, 0, 0), SampleWave(1, Phase.Propose, 3, text: "\0é\n")];
        foreach (var wave in waves) Store.SaveWave(wave);
        Same([waves[4], waves[3], waves[2], waves[1], waves[0]], Reopen().ReadWaves());
        Same([waves[0]], Store.ReadWaves(2));
        Same(waves[2], Store.ReadWave(waves[2].Key)!);
        Assert.Null(Store.ReadWave(new(1, Phase.Validation, 0)));
    }

    [Fact]
    public void Rollouts_come_back_by_position()
    {
        var wave = SampleWave(1, Phase.Validation, 0);
        Store.SaveWave(wave with { Rollouts = [.. wave.Rollouts.Reverse()] });
        Same(wave, Store.ReadWave(wave.Key)!);
    }

    [Fact]
    public void A_wave_is_stored_once_and_the_second_attempt_changes_nothing()
    {
        Store.SaveWave(SampleWave(1, Phase.Train, 0));
        var error = Assert.Throws<PromptOptException>(() => Store.SaveWave(SampleWave(1, Phase.Train, 0, 5)));
        Assert.Contains("wave 0 (Train) of trial 1 is stored already", error.Message, StringComparison.Ordinal);
        Same(SampleWave(1, Phase.Train, 0), Reopen().ReadWaves().Single());
    }

    [Fact]
    public void A_wave_that_fails_half_way_leaves_nothing()
    {
        var wave = SampleWave(1, Phase.Train, 0);
        Assert.Throws<PromptOptException>(() => Store.SaveWave(wave with { Rollouts = [.. wave.Rollouts, wave.Rollouts[0]] }));
        Assert.Empty(Store.ReadWaves());
        Assert.Equal(default, Store.ReadSpending());
        Store.SaveWave(wave);
    }

    [Fact]
    public void Rules_come_back_by_level_and_are_replaced_within_one()
    {
        Store.SaveRules(new(3, "rules: []\n"));
        Store.SaveRules(new(0, "old"));
        Store.SaveRules(new(0, "rules: # é\n"));
        Same([new RulesVersion(0, "rules: # é\n"), new RulesVersion(3, "rules: []\n")], Reopen().ReadRules());
    }

    [Fact]
    public void Spending_and_seconds_add_up()
    {
        Store.SaveWave(SampleWave(1, Phase.Train, 0));
        Store.SaveWave(SampleWave(2, Phase.Propose, 0, 1));
        Assert.Equal(new Spending(7, 420, 180), Reopen().ReadSpending());
        Assert.Equal(2.25, Store.ReadSeconds());
        Store.SaveSeconds(9.5);
        Assert.Equal(9.5, Reopen().ReadSeconds());
        Store.SaveSeconds(1);
        Assert.Equal(2.25, Store.ReadSeconds());
    }

    [Fact]
    public void Several_threads_save_waves_and_trials_without_losing_one()
    {
        Parallel.For(1, 9, new ParallelOptions { MaxDegreeOfParallelism = 8 }, t =>
        {
            for (var i = 0; i < 10; i++)
            {
                Store.SaveWave(SampleWave(t, Phase.Train, i));
                Store.SaveTrial(SampleTrial(t) with { Rows = i });
                Assert.Equal(i + 1, Store.ReadWaves(t).Count);
                Assert.InRange(Store.ReadSpending().Calls, 6 * (i + 1), 480);
            }
        });
        Assert.Equal(480, Reopen().ReadSpending().Calls);
        Assert.All(Store.ReadTrials(), t => Assert.Equal(9, t.Rows));
    }

    [Fact]
    public void Of_two_threads_that_save_one_wave_exactly_one_wins()
    {
        var wins = 0;
        Parallel.For(0, 8, _ =>
        {
            try
            {
                Store.SaveWave(SampleWave(1, Phase.Test, 0));
                Interlocked.Increment(ref wins);
            }
            catch (PromptOptException)
            {
                // The others.
            }
        });
        Assert.Equal(1, wins);
    }
}
