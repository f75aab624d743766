using PromptOpt.Search;
using PromptOpt.Search.Objectives;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Tests.Search.Objectives;

public sealed class ObjectiveSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Where_length_makes_no_difference_to_quality_the_study_ends_cheaper_at_the_same_quality()
    {
        using var store = NewStore(new() { Then = CostMeasure.Tokens, Within = 0.1 });
        var outcome = await Session(store, Talker()).RunAsync(CancellationToken.None);
        Assert.Equal(VerdictKind.Cheaper, outcome.Verdict);
        Assert.Equal((0.0, 60, 1), (outcome.Difference, outcome.TestRows, outcome.TestUses));
        var found = outcome.Objective!;
        Assert.True(found.RatioHigh < 1 && found.Cost < found.SeedCost && found.NonInferiorityP < 0.025);
        Assert.Contains("Cheaper at the same quality: tokens written 0.", outcome.Explanation);
        Assert.Contains(outcome.BestTrial, found.Front);
        Assert.Equal(outcome, StudyJson.ReadOutcome(store.ReadStudy()!) is { } stored ? stored with { Objective = found } : null);
    }

    [Fact]
    public async Task With_a_tolerance_too_small_for_the_rows_the_test_stays_untouched_and_the_rows_that_would_decide_are_told()
    {
        using var store = NewStore(new() { Then = CostMeasure.Tokens, Within = 0.01 });
        var outcome = await Session(store, Talker()).RunAsync(CancellationToken.None);
        Assert.Equal((VerdictKind.Undecided, 0, 1), (outcome.Verdict, outcome.TestUses, outcome.BestTrial));
        Assert.Contains("a loss of 1 points or more is not excluded", outcome.Explanation);
        Assert.InRange(outcome.RowsToDecide!.Value, 300, 3000);
    }

    [Fact]
    public async Task By_quality_alone_the_same_study_keeps_the_seed_prompt()
    {
        using var store = NewStore(null);
        var outcome = await Session(store, Talker()).RunAsync(CancellationToken.None);
        Assert.Equal((VerdictKind.NotImproved, 1), (outcome.Verdict, outcome.BestTrial));
        Assert.Null(outcome.Objective);
    }

    [Fact]
    public async Task Under_a_limit_what_is_known_to_be_too_dear_costs_no_call_what_proves_too_dear_is_stopped_and_the_best_keeps_the_limit()
    {
        using var store = NewStore(new() { Limits = [new(CostMeasure.Tokens, 30)] });
        var outcome = await Session(store, Talker()).RunAsync(CancellationToken.None);
        var trials = store.ReadTrials();
        Assert.All(trials.Skip(1), trial => Assert.True(trial.Candidate.Decoding.MaxTokens < 64)); // the seed prompt's 64 are too dear
        Assert.Contains(trials, trial => trial.State == TrialState.Pruned && trial.Reason.StartsWith("too dear: ", StringComparison.Ordinal) && trial.RowsSaved > 0);
        Assert.NotEqual(1, outcome.BestTrial);
        Assert.True(trials[outcome.BestTrial - 1].Candidate.Decoding.MaxTokens < 30);
        Assert.Equal(VerdictKind.NotImproved, outcome.Verdict);
        Assert.Contains("the best by the objective, is not ahead of the seed prompt (0.0 points on", outcome.Explanation);
        Assert.Contains("is the one to use nevertheless: on validation the seed prompt breaks a limit, tokens written 65 of at most 30", outcome.Explanation);
    }

    [Fact]
    public async Task Under_a_limit_the_samples_climb_and_end_where_they_are_too_dear()
    {
        var climbing = new List<Trial>();
        for (long seed = 1; seed <= 8; seed++)
        {
            var options = Options(new() { Limits = [new(CostMeasure.Tokens, 35)] }, new() { Sampler = "random", Only = ["sampling", "temperature", "samples"] }) with { Seed = seed };
            using var store = SearchStudy.NewStore(new() { Trials = 12 }, options);
            await Session(store, new() { Write = _ => "red\n1 2 3 4 5 6 7 8 9" }).RunAsync(CancellationToken.None); // ten tokens an answer
            var trials = store.ReadTrials();
            Assert.InRange(trials.Count(trial => trial.Candidate.Samples == 5), 0, 1); // fifty tokens: too dear, and so are all that follow
            Assert.DoesNotContain(trials, trial => trial.Candidate.Samples == 9);
            climbing.AddRange(trials.Where(trial => trial.Tuned?.Source == CheapStart.Source));
        }

        Assert.NotEmpty(climbing);
        Assert.All(climbing, trial => Assert.Matches("^[35] samples in place of [59] that random suggested: [13] is the most", trial.Tuned!.Note));
    }

    [Theory]
    [InlineData("successive-halving")]
    [InlineData("hyperband")]
    [InlineData("bohb")]
    public async Task Under_a_limit_a_bracket_fills_with_starts_of_its_own_and_its_best_go_on(string sampler)
    {
        var tuning = new TuningSpec { Sampler = sampler, Only = ["sampling", "temperature", "max_tokens", "samples"], Knobs = [new("max_tokens") { Low = 8, High = 128 }] };
        using var store = SearchStudy.NewStore(new() { Trials = 15 }, Options(new() { Limits = [new(CostMeasure.Tokens, 60)] }, tuning));
        await Session(store, Talker(0.3)).RunAsync(CancellationToken.None);
        var tuned = store.ReadTrials().Where(trial => trial.Number > 1).ToArray();
        Assert.All(tuned, trial => Assert.Equal((sampler, true), (trial.Tuned?.Source, trial.Tuned?.Fidelity is not null)));
        Assert.Contains(tuned, trial => trial.Tuned!.Note.Contains($"that {sampler} suggested", StringComparison.Ordinal)); // made cheaper
        Assert.Contains(tuned, trial => trial is { State: TrialState.Complete, Tuned.Continues: not null });
    }

    [Fact]
    public async Task Where_nothing_keeps_the_limits_the_outcome_says_so()
    {
        using var store = NewStore(new() { Limits = [new(CostMeasure.Calls, 0.5)] });
        var outcome = await Session(store, Talker()).RunAsync(CancellationToken.None);
        Assert.Equal(1, outcome.BestTrial);
        Assert.Contains("No trial keeps all limits; trial 1 breaks them least: calls a row 1 of at most 0.5.", outcome.Explanation);
    }

    [Fact]
    public async Task A_front_is_searched_without_races_and_reported_whole()
    {
        using var store = NewStore(new() { Pareto = true }, "nsga-2", 30);
        var outcome = await Session(store, Talker(0.5)).RunAsync(CancellationToken.None);
        Assert.DoesNotContain(store.ReadTrials(), trial => trial.RowsSaved > 0);
        Assert.True(outcome.Objective!.Front.Count > 1);
    }

    [Fact]
    public async Task An_objective_that_stands_in_the_task_is_stored_with_the_study_under_that_of_its_options()
    {
        using var store = NewStore(new() { Within = 0.1 }, trials: 3);
        var given = StudyJson.ReadOptions(store.ReadStudy()!);
        await Session(store, Talker(), new() { Then = CostMeasure.Tokens, Within = 0.3 }).RunAsync(CancellationToken.None);
        var stored = StudyJson.ReadOptions(store.ReadStudy()!);
        Assert.Equal("quality within 10 points, then tokens written", $"{stored.Objective}");
        Assert.Equal(StudyJson.Write(given with { Objective = null }), StudyJson.Write(stored with { Objective = null }));
    }

    [Theory]
    [InlineData("noisy-ei")]
    [InlineData("random")]
    public async Task A_study_with_an_objective_that_is_broken_off_and_resumed_ends_like_one_that_was_not(string sampler)
    {
        var objective = new Objective { Then = CostMeasure.Tokens, Within = 0.1, Limits = [new(CostMeasure.Tokens, 50)] };
        using var whole = NewStore(objective, sampler, 8);
        var model = Talker(0.3);
        var expected = await Session(whole, model).RunAsync(CancellationToken.None);
        for (int at = 40; at < model.Calls; at += 97)
        {
            using var store = NewStore(objective, sampler, 8);
            await BreakOff.AtCallAsync(at, (beforeCall, stop) => Session(store, Talker(0.3, beforeCall)).RunAsync(stop));
            var outcome = await Session(store, Talker(0.3)).RunAsync(CancellationToken.None);
            Assert.Equal(Table(whole.ReadTrials()), Table(store.ReadTrials()));
            Assert.Equal(expected.Explanation, outcome.Explanation);
        }
    }

    private static MemoryStudyStore NewStore(Objective? objective, string sampler = "random", int trials = 12) => SearchStudy.NewStore(
        new() { Trials = trials }, Options(objective, new() { Sampler = sampler, Only = ["max_tokens"], Knobs = [new("max_tokens") { Low = 8, High = 128 }] }));

    private static SessionOptions Options(Objective? objective, TuningSpec tuning) =>
        new() { Strategy = Strategy.Tune, TrainRows = 8, ValidationRows = 40, WaveRows = 8, Objective = objective, Tuning = tuning };

    private OptimizationSession Session(IStudyStore store, ScriptedLanguageModel model, Objective? ofTask = null)
    {
        var seed = new SeedPromptSpec { Instruction = "Name the colour.", Decoding = new() { MaxTokens = 64 }, MaxTokens = 64 };
        return SearchStudy.Session(_folder, store, model, ToyTask.OpenSpec(_folder.Path) with { Answer = new() { Extract = ExtractionKind.FirstLine }, Seed = seed, Objective = ofTask ?? Objective.Quality }, ToyTask.OpenData());
    }

    private static string Table(IEnumerable<Trial> trials) => string.Join('\n', trials.Select(trial => $"{trial.Number} {trial.State} {trial.Tuned?.Source} {trial.Candidate.Decoding.MaxTokens} {trial.Value} {trial.Rows} {trial.Reason}"));

    /// <summary>A model that writes as many words as it may behind its answer, and is right on the same two thirds of the rows, or on more of them the more it may write.</summary>
    private static ScriptedLanguageModel Talker(double gain = 0, Action<int>? beforeCall = null) => new()
    {
        Write = request =>
        {
            int row = int.Parse(request.Prompt.Messages[^1].Text.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
            bool knows = row * 37 % 60 < 60 * (0.66 - gain + gain * Math.Min(1, request.Decoding.MaxTokens / 64.0));
            return ToyTask.Labels[(knows ? row : row + 1) % 3] + "\n" + string.Join(' ', Enumerable.Repeat("so", request.Decoding.MaxTokens));
        },
        BeforeCall = beforeCall ?? (_ => { }),
    };
}
