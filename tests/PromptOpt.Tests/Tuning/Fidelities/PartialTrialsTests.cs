using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Search;
using PromptOpt.Tests.Support;
using PromptOpt.Tests.Tuning.Knobs;

namespace PromptOpt.Tests.Tuning.Fidelities;

/// <summary>Studies whose sampler asks for parts of the validation rows.</summary>
public sealed class PartialTrialsTests : IDisposable
{
    private const int Rows = 36;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_trial_runs_the_part_that_was_asked_for_and_the_best_go_on_where_they_were()
    {
        using var store = NewStore("successive-halving", 1);
        await Session(store, TuneSessionTests.WarmModel()).RunAsync(CancellationToken.None);
        var trials = store.ReadTrials();

        Assert.Equal([.. Enumerable.Repeat(4, 9), 12, 12, 12], trials.Skip(1).Take(12).Select(t => t.Rows));
        Assert.True(trials[13].Rows >= Rows); // more than the race's where it is a contender
        Assert.All(trials.Skip(1).Take(9), t => Assert.Equal((TrialState.Pruned, 1.0 / 9, null), (t.State, t.Tuned!.Fidelity, t.Tuned.Continues)));
        Assert.Equal("a part of the race: 4 of 36 rows, as successive-halving asked", trials[1].Reason);
        Assert.Equal(TrialState.Complete, trials[13].State);
        foreach (var trial in trials.Where(t => t.Tuned?.Continues is not null))
        {
            var earlier = trials[trial.Tuned!.Continues!.Value - 1];
            Assert.Equal((earlier.Candidate, 3 * earlier.Rows), (trial.Candidate, Math.Min(Rows, trial.Rows)));
        }
    }

    [Fact]
    public async Task What_has_been_run_is_not_paid_again_and_counts()
    {
        using var store = NewStore("hyperband", 1);
        await Session(store, TuneSessionTests.WarmModel()).RunAsync(CancellationToken.None);
        var trials = store.ReadTrials().ToDictionary(t => t.Number);
        var waves = store.ReadWaves();

        Assert.All(Calls(Phase.Validation).Concat(Calls(Phase.Train)), same => Assert.Single(same));
        foreach (var trial in trials.Values.Where(t => t.Tuned?.Continues is not null))
        {
            double[] scores = [.. Line(trial).SelectMany(n => waves.Where(w => w.Key.Trial == n && w.Key.Phase == Phase.Validation)).SelectMany(w => w.Rollouts).Select(r => r.Score!.Value)];
            Assert.Equal(trial.Rows, scores.Length);
            Assert.Equal(scores.Average(), trial.Value!.Value, 12);
        }

        IEnumerable<IGrouping<(string, string), Rollout>> Calls(Phase phase) => waves.Where(w => w.Key.Phase == phase)
            .SelectMany(w => w.Rollouts.Select(r => (Key: (CandidateJson.Identity(trials[w.Key.Trial].Candidate), r.ExampleId), Rollout: r))).GroupBy(pair => pair.Key, pair => pair.Rollout);

        List<int> Line(Trial trial) => trial.Tuned?.Continues is { } earlier ? [.. Line(trials[earlier]), trial.Number] : [trial.Number];
    }

    [Theory]
    [InlineData("hyperband", 1)]
    [InlineData("bohb", 3)]
    public async Task A_study_that_was_broken_off_goes_on_as_if_it_had_not_been(string sampler, int lanes)
    {
        using var whole = NewStore(sampler, lanes);
        var model = TuneSessionTests.WarmModel();
        await Session(whole, model).RunAsync(CancellationToken.None);
        Assert.Contains(whole.ReadTrials(), t => t.Tuned?.Continues is not null);

        for (int part = 1; part <= 3; part++)
        {
            using var broken = NewStore(sampler, lanes);
            await BreakOff.AtCallAsync(model.Calls * part / 4, (beforeCall, stop) => Session(broken, TuneSessionTests.WarmModel(beforeCall)).RunAsync(stop));
            await Session(broken, TuneSessionTests.WarmModel()).RunAsync(CancellationToken.None);
            Assert.Equal(Table(whole.ReadTrials()), Table(broken.ReadTrials()));
        }
    }

    [Fact]
    public async Task What_ran_in_part_is_neither_chosen_nor_counted_among_the_races()
    {
        using var store = NewStore("successive-halving", 1, trials: 10);
        var outcome = await Session(store, TuneSessionTests.WarmModel()).RunAsync(CancellationToken.None);

        Assert.Equal(1, outcome.BestTrial);
        Assert.All(store.ReadTrials(), t => Assert.Equal(0, t.RowsSaved));
    }

    [Theory]
    [InlineData(26)] // the parts end at rows 3, 9 and 26, so the last wave on all of them begins at 25, in the middle of one of other trials
    [InlineData(52)]
    public async Task A_contender_that_went_on_gets_rows_of_its_own_whatever_the_parts_were(int rows)
    {
        using var store = NewStore("successive-halving", 1, raceRows: rows);
        var outcome = await Task.Run(() => Session(store, TuneSessionTests.WarmModel()).RunAsync(CancellationToken.None)).WaitAsync(TimeSpan.FromSeconds(30));
        var best = store.ReadTrials().Single(t => t.Number == 14);

        Assert.Equal(14, outcome.BestTrial);
        Assert.True(best.Rows > rows, $"{best.Rows} rows");
        string[] ids = [.. new StoredValidation(store).Of(14).Select(rollout => rollout.ExampleId)];
        Assert.Equal(new StoredValidation(store).Of(1).Take(ids.Length).Select(rollout => rollout.ExampleId), ids);
    }

    [Theory]
    [InlineData("successive-halving")]
    [InlineData("hyperband")]
    [InlineData("bohb")]
    public async Task Where_everything_was_tried_on_all_rows_tuning_ends(string sampler)
    {
        using var store = SearchStudy.NewStore(
            new() { Trials = 80 },
            new() { Strategy = Strategy.Tune, TrainRows = 8, ValidationRows = Rows, Tuning = new() { Sampler = sampler, Only = ["temperature"], Knobs = [new("temperature") { Low = 0, High = 1, Step = 0.25 }] } });
        await Session(store, TuneSessionTests.WarmModel()).RunAsync(CancellationToken.None);
        var trials = store.ReadTrials();

        Assert.InRange(trials.Count, 6, 40);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], trials.Where(t => t.State == TrialState.Complete).Select(t => t.Candidate.Decoding.Temperature).Order());
    }

    private static MemoryStudyStore NewStore(string sampler, int lanes, int trials = 20, int raceRows = Rows) => SearchStudy.NewStore(
        new() { Trials = trials },
        new() { Strategy = Strategy.Tune, Lanes = lanes, TrainRows = 8, ValidationRows = raceRows, Tuning = new() { Sampler = sampler, Only = ["temperature"], Knobs = [new("temperature") { Low = 0, High = 2 }] } });

    private OptimizationSession Session(IStudyStore store, ILanguageModel model) => SearchStudy.Session(_folder, store, model, ToyTask.OpenSpec(_folder.Path), ToyTask.OpenData());

    private static string Table(IEnumerable<Trial> trials) => string.Join('\n', trials.Select(t =>
        $"{t.Number} {t.State} {t.Tuned?.Source} {t.Tuned?.Fidelity} {t.Tuned?.Continues} {t.Candidate.Decoding.Temperature} {t.Value} {t.Rows} {t.Reason}"));
}
