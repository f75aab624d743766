using System.Text.Json;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

/// <summary>Studies whose candidates draw several answers and think before each.</summary>
public sealed class AnswerLoopSessionTests : IDisposable
{
    private const int CallsOfRow = 3 * (4 + 2);

    private static readonly SessionOptions Options = new() { Strategy = Strategy.Small, TrainRows = 8, ValidationRows = 10, WaveRows = 4 };
    private static readonly TaskData Data = ToyTask.Data(12, 12, 12) with { Labels = [] };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(600)]
    [InlineData(900)]
    public async Task Calls_and_tokens_are_never_overshot(int calls)
    {
        using var store = SearchStudy.NewStore(new() { Calls = calls + 2 * 12 * CallsOfRow, Tokens = 700_000 }, Options);
        await Session(store, Model()).RunAsync(CancellationToken.None);
        Assert.True(store.ReadTrials().Count > 1);
        Assert.InRange(store.ReadSpending().Calls, 18 * 3, calls + 2 * 12 * CallsOfRow);
        Assert.InRange(store.ReadSpending().Tokens, 1, 700_000);
    }

    [Fact]
    public void A_budget_too_small_for_the_worst_case_is_refused_with_the_number_needed()
    {
        using var store = SearchStudy.NewStore(new() { Calls = 100 }, Options);
        int needed = (2 * 12 + 8 + 10) * CallsOfRow;
        Assert.Contains($"take {needed} calls", Assert.Single(Session(store, Model()).Validate()), StringComparison.Ordinal);
        using var enough = SearchStudy.NewStore(new() { Calls = needed }, Options);
        Assert.Empty(Session(enough, Model()).Validate());
    }

    [Fact]
    public void Samples_at_temperature_0_are_refused_before_anything_is_run()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 3 }, Options);
        var task = Task with { Seed = Task.Seed with { Decoding = new() } };
        Assert.Contains("at temperature 0", Assert.Single(SearchStudy.Session(_folder, store, Model(), task, Data).Validate()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_that_breaks_off_inside_a_wave_is_resumed_to_the_same_end()
    {
        var budget = new BudgetSpec { Trials = 5 };
        using var whole = SearchStudy.NewStore(budget, Options);
        var model = Model();
        await Session(whole, model).RunAsync(CancellationToken.None);
        Assert.Contains(whole.ReadWaves().SelectMany(wave => wave.Rollouts), rollout => rollout.Samples is { Drawn.Count: 3 } samples && samples.Answer.Steps.Count is > 1 and < 4);
        for (int at = 7; at < model.Calls; at += 97)
        {
            using var store = SearchStudy.NewStore(budget, Options);
            await BreakOff.AtCallAsync(at, (beforeCall, stop) => Session(store, Model(beforeCall)).RunAsync(stop));
            await Session(store, Model()).RunAsync(CancellationToken.None);
            Assert.Equal(JsonSerializer.Serialize(whole.ReadTrials()), JsonSerializer.Serialize(store.ReadTrials()));
            Assert.Equal(Rollouts(whole), Rollouts(store));
        }
    }

    private TaskSpec Task => ToyTask.OpenSpec(_folder.Path) with
    {
        Seed = new() { Instruction = "Name the colour.", MaxTokens = 8, Decoding = new() { Temperature = 0.7 }, Samples = 3, Reasoning = new() { Steps = 4, PlanningPeriod = 2 } },
    };

    private OptimizationSession Session(IStudyStore store, ILanguageModel model) => SearchStudy.Session(_folder, store, model, Task, Data);

    /// <summary>Thinks for some turns, then names a colour that the seed and the prompt decide; writes prompts as it is told to.</summary>
    private static ScriptedLanguageModel Model(Action<int>? beforeCall = null) => new()
    {
        BeforeCall = beforeCall ?? (_ => { }),
        Write = request =>
        {
            string said = request.Prompt.Messages[^1].Text;
            var random = new SeededRandom(request.Seed).Fork((ulong)request.Prompt.Messages[0].Text.Length);
            bool answers = said.Contains("no time for more thoughts", StringComparison.Ordinal), thinks = said.Contains("Step ", StringComparison.Ordinal);
            if (answers || (thinks && random.Next(3) == 0)) return $"Answer: {ToyTask.Labels[random.Next(3)]}";
            if (thinks || said.Contains("Stop and plan first", StringComparison.Ordinal)) return "I think so.";
            return "Say which colour is meant, by the number in the text " + request.Seed % 1000;
        },
    };

    private static string Rollouts(MemoryStudyStore store) => JsonSerializer.Serialize(store.ReadWaves().Select(w => (w.Key.ToString(), w.Rollouts)));
}
