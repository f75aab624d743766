using System.Text.Json;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Search.ScoreModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search.ScoreModels;

/// <summary>Sessions in which a score model is on: a scripted writer draws words, and a scripted model likes some of them; every third row it always gets wrong.</summary>
public sealed class ScreenedSessionTests : IDisposable
{
    private static readonly string[] Words = ["apple", "brick", "cloud", "drum", "eagle", "flute", "grape", "hill"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(AcceptancePolicy.Paper)]
    [InlineData(AcceptancePolicy.ExpectedImprovement)]
    [InlineData(AcceptancePolicy.Top)]
    public async Task A_screened_study_that_breaks_off_anywhere_and_is_resumed_ends_like_one_that_did_not(AcceptancePolicy policy)
    {
        var budget = new BudgetSpec { Trials = 50 };
        using var whole = SearchStudy.NewStore(budget, Options);
        var model = Model();
        await Session(whole, model, policy).RunAsync(CancellationToken.None);
        Assert.Contains(whole.ReadTrials(), trial => trial.Screening is { Rejected.Count: > 0 });
        Assert.All(whole.ReadTrials().Where(trial => trial.Screening is not null), trial => Assert.True(trial.Level >= 3));
        for (int at = model.Calls - 40; at > model.Calls / 2; at -= Math.Max(150, model.Calls / 11))
        {
            using var store = SearchStudy.NewStore(budget, Options);
            await BreakOff.AtCallAsync(at, (beforeCall, stop) => Session(store, Model(beforeCall), policy).RunAsync(stop));
            await Session(store, Model(), policy).RunAsync(CancellationToken.None);
            Assert.Equal(JsonSerializer.Serialize(whole.ReadTrials()), JsonSerializer.Serialize(store.ReadTrials()));
        }
    }

    [Fact]
    public async Task Without_it_no_trial_is_screened()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 40 }, Options with { Without = Ablations.ScoreModel });
        await Session(store, Model(), AcceptancePolicy.Top).RunAsync(CancellationToken.None);
        Assert.All(store.ReadTrials(), trial => Assert.Null(trial.Screening));
    }

    private static SessionOptions Options => new() { ValidationRows = 24, WaveRows = 24, TrainRows = 8 };

    private OptimizationSession Session(IStudyStore store, ILanguageModel model, AcceptancePolicy policy) => SearchStudy.Session(_folder, store, model, ToyTask.Spec(_folder.Path) with
    {
        Search = new()
        {
            Strategy = Strategy.Paper,
            FirstLevel = 16,
            Children = 3,
            Parents = new() { Count = 3 },
            ScoreModel = new() { Policy = policy, FromLevel = 3, Threshold = policy == AcceptancePolicy.Paper ? 1 : 0.8 },
        },
    });

    private static ScriptedLanguageModel Model(Action<int>? beforeCall = null) => new()
    {
        BeforeCall = beforeCall ?? (_ => { }),
        Score = request => ToyTask.Scores(request, IsHard(request) ? -20 : Liked(request.Prompt.Messages[0].Text)),
        Write = request => "Name the colour of the text: red, green or blue. " + string.Join(' ', Drawn(new SeededRandom(request.Seed))) + ".",
    };

    private static bool IsHard(ScoreRequest request) => int.TryParse(request.Prompt.Messages[^1].Text.Split(' ')[^1], out int number) && number % 3 == 0;

    private static IEnumerable<string> Drawn(SeededRandom random) => Words.Where(_ => random.Next(2) == 0);

    private static int Liked(string text) => Words.Select((word, i) => text.Contains(word, StringComparison.Ordinal) ? (i % 2 == 0 ? 4 : -4) : 0).Sum();
}
