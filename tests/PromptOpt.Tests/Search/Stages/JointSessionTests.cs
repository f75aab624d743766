using Microsoft.Extensions.Time.Testing;
using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Search.Objectives;
using PromptOpt.Search.Operators;
using PromptOpt.Search.Stages;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Tests.Search.Stages;

public sealed class JointSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prompts_are_searched_with_decoding_as_it_is_then_tuned_jointly_and_then_the_winner_is_tuned_nearby()
    {
        using var store = NewStore();
        await Session(store, Model()).RunAsync(CancellationToken.None);
        var trials = store.ReadTrials();

        var stages = trials.Skip(1).Select(Stage).ToArray();
        Assert.Equal(stages.Order(), stages);
        Assert.Equal([0, 1, 2], stages.Distinct());
        Assert.Equal((12, 11), (trials.First(trial => Stage(trial) == 1).Number - 1, stages.Count(stage => stage == 0))); // half of 24 trials, the seed prompt's included
        Assert.All(trials.Where(trial => Stage(trial) == 0), trial => Assert.Equal(0, trial.Candidate.Decoding.Temperature));
        var joint = trials.Where(trial => trial.Operator == TuneOperator.Joint).ToArray();
        Assert.All(joint, trial => Assert.Equal($"trial {trial.Parent}", trial.Tuned!.Values[KnobSet.Prompt].ToString()));
        Assert.All(joint, trial => Assert.Equal(trials[trial.Parent - 1].Candidate.Instruction, trial.Candidate.Instruction));
        var again = trials.Where(trial => trial.Operator == TuneOperator.Again).ToArray();
        Assert.Single(again.Select(trial => trial.Candidate.Instruction).Distinct());
        Assert.All(again, trial => Assert.Equal(trials[trial.Parent - 1].Candidate.Instruction, trial.Candidate.Instruction));
    }

    [Fact]
    public async Task The_sampler_is_told_what_the_search_for_prompts_found_so_that_nothing_is_run_twice()
    {
        using var store = NewStore();
        await Session(store, Model()).RunAsync(CancellationToken.None);
        var identities = store.ReadTrials().Where(trial => trial.State != TrialState.Failed).Select(trial => CandidateJson.Identity(TuningHistory.Settled(trial))).ToArray();
        Assert.Equal(identities.Length, identities.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_joint_search_that_breaks_off_at_any_place_ends_like_one_that_did_not(int lanes)
    {
        using var whole = NewStore(lanes);
        var model = Model();
        await Session(whole, model).RunAsync(CancellationToken.None);
        foreach (double place in new[] { 0.3, 0.5, 0.6, 0.75, 0.9 })
        {
            using var broken = NewStore(lanes);
            await BreakOffAndGoOnAsync(broken, (int)(model.Calls * place));
            Assert.Equal(Table(whole), Table(broken));
        }
    }

    [Fact]
    public async Task With_cost_behind_quality_the_prompts_that_are_tuned_are_the_best_by_it_and_a_resumed_study_tunes_the_same()
    {
        var options = Options(1) with { Objective = new() { Then = CostMeasure.ChargedTokens, Within = 0.3 } };
        using var whole = SearchStudy.NewStore(new() { Trials = 24 }, options);
        var model = Model();
        await Session(whole, model).RunAsync(CancellationToken.None);
        var joint = whole.ReadTrials().Where(trial => Stage(trial) == 1).ToArray();
        var validation = new StoredValidation(whole);
        var best = BestPrompts.Of(
            whole.ReadTrials().Where(trial => trial.Level < joint[0].Level), trial => validation.Of(trial.Number), rollout => rollout.Score ?? 0, 40, options.Objective);
        Assert.Subset(BestPrompts.Different(best, JointStages.MostPrompts).Select(prompt => prompt.Trial).ToHashSet(), joint.Select(trial => trial.Parent).ToHashSet());

        using var broken = SearchStudy.NewStore(new() { Trials = 24 }, options);
        await BreakOffAndGoOnAsync(broken, (int)(model.Calls * 0.9));
        Assert.Equal(Table(whole), Table(broken));
    }

    [Fact]
    public async Task A_limit_on_calls_is_shared_out_and_kept()
    {
        using var store = NewStore(budget: new() { Calls = 1400 });
        var outcome = await Session(store, Model()).RunAsync(CancellationToken.None);
        Assert.InRange(outcome.Spending.Calls, 1000, 1400);
        Assert.Equal([0, 1, 2], store.ReadTrials().Skip(1).Select(Stage).Distinct());
    }

    [Fact]
    public async Task A_limit_on_time_is_shared_out_by_the_times_that_are_stored()
    {
        var time = new FakeTimeProvider();
        using var store = NewStore(budget: new() { Time = TimeSpan.FromSeconds(3000) });
        var session = SearchStudy.Session(_folder, store, Model(_ => time.Advance(TimeSpan.FromSeconds(1))), ToyTask.OpenSpec(_folder.Path), ToyTask.OpenData(), time: time);
        await session.RunAsync(CancellationToken.None);
        var trials = store.ReadTrials();
        Assert.Equal([0, 1, 2], trials.Skip(1).Select(Stage).Distinct());
        var firstJoint = trials.First(trial => Stage(trial) == 1).Number;
        double prompts = store.ReadWaves().Where(wave => wave.Key.Trial < firstJoint && wave.Key is { Phase: Phase.Train }).Max(wave => wave.StudySeconds);
        Assert.InRange(prompts, 1000, 1600); // half of the time that the final test leaves
    }

    [Fact]
    public async Task Given_prompts_are_tried_first_each_as_it_came_and_then_tuned_together()
    {
        PromptChoice[] given =
        [
            new("trial 7", Seed with { Instruction = "Which colour is it?" }, 0),
            new("trial 3", Seed with { Instruction = "Say a colour.", Examples = [.. ToyTask.OpenData().Train.Take(2)] }, 0),
        ];
        var options = Options(1) with { Strategy = Strategy.Tune, Tuning = Tuning with { Only = ["temperature", "examples"], Prompts = given } };
        using var store = SearchStudy.NewStore(new() { Trials = 10 }, options);
        await Session(store, Model()).RunAsync(CancellationToken.None);
        var trials = store.ReadTrials();
        Assert.Equal(["given", "given"], trials.Skip(1).Take(2).Select(trial => trial.Tuned!.Source));
        Assert.Equal(given.Select(prompt => prompt.Candidate.Instruction), trials.Skip(1).Take(2).Select(trial => trial.Candidate.Instruction));
        Assert.Equal([0, 2], trials.Skip(1).Take(2).Select(trial => trial.Candidate.Examples.Count));
        Assert.True(trials.Skip(3).Select(trial => trial.Candidate.Instruction).Distinct().Count() > 1);
        Assert.Contains(trials.Skip(3), trial => trial.Candidate.Decoding.Temperature > 0);
    }

    [Fact]
    public void Options_with_given_prompts_can_be_stored_and_read_again()
    {
        var prompt = new PromptChoice("trial 3", Seed with { Examples = [.. ToyTask.OpenData().Train.Take(2)], LabelWords = new Dictionary<string, string> { ["red"] = "R" } }, 0);
        var options = Options(1) with { Tuning = Tuning with { Prompts = [prompt], MostTokens = 64, EntropyStart = true } };
        var study = new Study { Name = "s", TaskFolder = "", TaskName = "", TaskFingerprint = "", ModelPath = "", ModelIdentity = "", Engine = "", Seed = 1, Budget = new(), Options = StudyJson.Write(options), CreatedAt = default };
        Assert.Equal(StudyJson.Write(options), StudyJson.Write(StudyJson.ReadOptions(study)));
        Assert.DoesNotContain("EntropyStart", StudyJson.Write(Options(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Temperatures_from_the_entropy_of_answers_are_tried_first_paid_for_and_read_again_on_resume()
    {
        using var store = EntropyStore();
        var model = Model();
        var outcome = await Session(store, model).RunAsync(CancellationToken.None);
        var trials = store.ReadTrials();
        Assert.Equal(["entropy", "entropy"], trials.Skip(1).Take(2).Select(trial => trial.Tuned!.Source));
        Assert.Equal([0.5, 0.9], trials.Skip(1).Take(2).Select(trial => trial.Candidate.Decoding.Temperature));
        Assert.NotEqual("entropy", trials[3].Tuned!.Source);
        Assert.Equal(7 * 8, store.ReadWaves().Where(wave => wave.Key.Phase == Phase.Probe).Sum(wave => wave.Spending.Calls));
        Assert.Equal(model.Calls, outcome.Spending.Calls);

        using var broken = EntropyStore();
        await BreakOffAndGoOnAsync(broken, 48 + 30); // among the probe's calls
        Assert.Equal(Table(store), Table(broken));
    }

    private async Task BreakOffAndGoOnAsync(MemoryStudyStore store, int at)
    {
        await BreakOff.AtCallAsync(at, (beforeCall, stop) => Session(store, Model(beforeCall)).RunAsync(stop));
        await Session(store, Model()).RunAsync(CancellationToken.None);
    }

    private static MemoryStudyStore EntropyStore() => SearchStudy.NewStore(
        new() { Trials = 6 }, Options(1) with { Strategy = Strategy.Tune, Tuning = Tuning with { Only = ["temperature"], EntropyStart = true } });

    private static readonly Candidate Seed = new() { Instruction = "Name the colour.", Decoding = new() { MaxTokens = 8 } };

    private static readonly TuningSpec Tuning = new() { Only = ["temperature", "top_k"], Knobs = [new("temperature") { Low = 0, High = 2, Step = 0.1 }, new("top_k")] };

    private static SessionOptions Options(int lanes) => new() { Strategy = Strategy.Joint, Lanes = lanes, TrainRows = 8, ValidationRows = 40, Tuning = Tuning };

    private static MemoryStudyStore NewStore(int lanes = 1, BudgetSpec? budget = null) => SearchStudy.NewStore(budget ?? new() { Trials = 24 }, Options(lanes));

    private OptimizationSession Session(IStudyStore store, ILanguageModel model) => SearchStudy.Session(_folder, store, model, ToyTask.OpenSpec(_folder.Path), ToyTask.OpenData());

    private static int Stage(Trial trial) => trial.Operator switch { TuneOperator.Joint => 1, TuneOperator.Again => 2, _ => 0 };

    private static string Table(MemoryStudyStore store) => string.Join('\n', store.ReadTrials().Select(trial =>
        $"{trial.Number} {trial.Level} {trial.State} {trial.Operator} {trial.Parent} {trial.Tuned?.Source} {CandidateJson.Identity(trial.Candidate)} {trial.Value} {trial.Rows}"));

    /// <summary>By temperature in steps of 0.2 from 0.1 on: 0.3 nats at 0.5, and the logarithm bends upwards from 0.9 on.</summary>
    private static readonly double[] Entropies = [0.05, 0.15, 0.3, 0.45, 0.55, 0.8, 5];

    /// <summary>A model that some prompts suit better than others, and every one the better the nearer its temperature is to a half.</summary>
    private static ScriptedLanguageModel Model(Action<int>? beforeCall = null) => new()
    {
        Capabilities = LanguageModelCapabilities.Scoring | LanguageModelCapabilities.TokenEntropies,
        Write = request =>
        {
            string last = request.Prompt.Messages[^1].Text;
            if (!last.Contains(" text ", StringComparison.Ordinal) || last.Length > 60) return "Say which colour is meant by the number in the text " + request.Seed % 1000;
            int row = int.Parse(last.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
            double suits = request.Prompt.Messages[0].Text.Length % 7 / 20.0;
            bool knows = row * 37 % 60 < 60 * (0.4 + suits - 0.3 * Math.Abs(request.Decoding.Temperature - 0.5));
            return ToyTask.Labels[(knows ? row : row + 1) % 3];
        },
        Entropies = request => [Entropies[(int)Math.Floor(request.Decoding.Temperature * 5)]],
        BeforeCall = beforeCall ?? (_ => { }),
    };
}
