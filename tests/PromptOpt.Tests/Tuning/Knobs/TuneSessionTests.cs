using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Search;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Tuning.Knobs;

public sealed class TuneSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("random", 1)]
    [InlineData("noisy-ei", 1)]
    [InlineData("noisy-ei", 3)]
    public async Task A_tuned_study_begins_with_the_prompt_as_it_is_finds_the_warm_spot_and_is_resumed_like_one_that_was_not_broken_off(string sampler, int lanes)
    {
        using var whole = NewStore(sampler, lanes);
        var model = WarmModel();
        await Session(whole, model).RunAsync(CancellationToken.None);
        var trials = whole.ReadTrials();
        Assert.Null(trials[0].Tuned);
        Assert.All(trials.Skip(1), trial => Assert.Equal(("tune", 1), (trial.Operator, trial.Parent)));
        Assert.All(trials.Skip(1), trial => Assert.Equal(trial.Candidate.Decoding.Temperature, trial.Tuned!.Values["temperature"].Number));
        Assert.Equal("Name the colour.", Assert.Single(trials.Select(trial => trial.Candidate.Instruction).Distinct()));
        Assert.InRange(ParentSelector.Ranked(trials)[0].Candidate.Decoding.Temperature, 0.25, 0.75);

        using var broken = NewStore(sampler, lanes);
        await BreakOff.AtCallAsync(model.Calls / 2, (beforeCall, stop) => Session(broken, WarmModel(beforeCall)).RunAsync(stop));
        await Session(broken, WarmModel()).RunAsync(CancellationToken.None);
        Assert.Equal(Table(trials), Table(broken.ReadTrials()));
    }

    [Fact]
    public async Task Train_rows_are_run_only_where_a_calibration_is_fitted_on_them()
    {
        using var store = SearchStudy.NewStore(
            new() { Trials = 8 },
            new() { Strategy = Strategy.Tune, TrainRows = 8, ValidationRows = 16, Tuning = new() { Sampler = "sobol", Only = ["calibration"] } });
        await SearchStudy.Session(_folder, store, ToyTask.Model(), ToyTask.Spec(_folder.Path), ToyTask.Data()).RunAsync(CancellationToken.None);
        var fitted = store.ReadTrials().ToLookup(trial => trial.Candidate is { Mode: AnswerMode.Choice, Calibration: CalibrationMethod.Batch or CalibrationMethod.MeanLog });
        Assert.NotEmpty(fitted[true]);
        Assert.All(fitted[true], trial => Assert.True(RowsOf(trial).Count(id => id.Length > 0) == 8));
        Assert.All(store.ReadTrials(), trial => Assert.Equal(fitted[true].Contains(trial), trial.TrainValue is not null));
        Assert.All(fitted[false], trial => Assert.All(RowsOf(trial), Assert.Empty)); // contextual calibration has rows without content

        string[] RowsOf(Trial trial) => [.. store.ReadWaves(trial.Number).Where(wave => wave.Key.Phase == Phase.Train).SelectMany(wave => wave.Rollouts).Select(rollout => rollout.ExampleId)];
    }

    private static MemoryStudyStore NewStore(string sampler, int lanes) => SearchStudy.NewStore(
        new() { Trials = 12 },
        new() { Strategy = Strategy.Tune, Lanes = lanes, TrainRows = 8, ValidationRows = 40, Tuning = new() { Sampler = sampler, Only = ["temperature"], Knobs = [new("temperature") { Low = 0, High = 2 }] } });

    private OptimizationSession Session(IStudyStore store, ILanguageModel model) => SearchStudy.Session(_folder, store, model, ToyTask.OpenSpec(_folder.Path), ToyTask.OpenData());

    private static string Table(IEnumerable<Trial> trials) => string.Join('\n', trials.Select(trial => $"{trial.Number} {trial.State} {trial.Tuned?.Source} {trial.Candidate.Decoding.Temperature} {trial.Value} {trial.Rows}"));

    /// <summary>A model that is right more often the nearer its temperature is to a half.</summary>
    internal static ScriptedLanguageModel WarmModel(Action<int>? beforeCall = null) => new()
    {
        Write = request =>
        {
            int row = int.Parse(request.Prompt.Messages[^1].Text.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
            bool knows = row * 37 % 60 < 60 * (0.9 - 0.6 * Math.Abs(request.Decoding.Temperature - 0.5));
            return ToyTask.Labels[(knows ? row : row + 1) % 3];
        },
        BeforeCall = beforeCall ?? (_ => { }),
    };
}
