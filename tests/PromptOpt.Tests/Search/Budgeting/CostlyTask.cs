using System.Text.Json;
using System.Text.RegularExpressions;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using PromptOpt.Tests.Tuning.Knobs;

namespace PromptOpt.Tests.Search.Budgeting;

/// <summary>A study of the toy task in which temperature and reasoning are tuned: half of the space thinks in turns, which takes five to twenty-four calls a row and helps nothing.</summary>
internal sealed partial class CostlyTask : IDisposable
{
    public const int Rows = 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static MemoryStudyStore NewStore(BudgetSpec budget, Ablations without = Ablations.None, string sampler = "noisy-ei", int lanes = 1, long seed = 1) => SearchStudy.NewStore(
        budget,
        new()
        {
            Strategy = Strategy.Tune,
            Seed = seed,
            Lanes = lanes,
            ValidationRows = Rows,
            WaveRows = 10,
            Without = without,
            Tuning = new() { Sampler = sampler, Only = ["temperature", "reasoning", "reasoning_steps", "planning_period"], Knobs = [new("temperature") { Low = 0, High = 2 }] },
        });

    public OptimizationSession Session(IStudyStore store, ILanguageModel model, NotingObserver? observer = null, TimeProvider? time = null) => new(new()
    {
        Task = ToyTask.OpenSpec(_folder.Path),
        Data = ToyTask.OpenData(),
        Models = ModelRoles.All(model),
        Store = store,
        PromptsFolder = RepositoryFolder.File("prompts"),
        TestUses = new TestLedger(_folder.File($"{Guid.NewGuid()}.jsonl")),
        Observer = observer ?? new(),
        Time = time ?? TimeProvider.System,
    });

    /// <summary>Runs a study to its end.</summary>
    public async Task<(IReadOnlyList<Trial> Trials, StudyOutcome Outcome, IReadOnlyList<string> Notes)> RunAsync(IStudyStore store, Action<int>? beforeCall = null, TimeProvider? time = null)
    {
        var observer = new NotingObserver();
        var outcome = await Session(store, Model(beforeCall), observer, time).RunAsync(CancellationToken.None);
        return (store.ReadTrials(), outcome, observer.Notes);
    }

    /// <summary>A model that is right more often the nearer its temperature is to a half, whether or not it thinks.</summary>
    public static ScriptedLanguageModel Model(Action<int>? beforeCall = null)
    {
        var warm = TuneSessionTests.WarmModel();
        return new()
        {
            Write = request => warm.Write(request with { Prompt = new() { Messages = [new(ChatRole.User, RowText().Match(string.Join('\n', request.Prompt.Messages.Select(message => message.Text))).Value)] } }),
            BeforeCall = beforeCall ?? (_ => { }),
        };
    }

    /// <summary>The row, which a loop of thought puts other words behind.</summary>
    [GeneratedRegex(@"(train|validation|test) text \w+ \d+ \d+")]
    private static partial Regex RowText();

    public static bool Thinks(Trial trial) => trial.Candidate.Reasoning is not null;

    public static bool WasEndedByTheBudget(Trial trial) => trial.Reason.StartsWith("budget spent", StringComparison.Ordinal);

    public static string Table(IEnumerable<Trial> trials) => string.Join('\n', trials.Select(
        trial => $"{trial.Number} {trial.State} {trial.Tuned?.Source} {JsonSerializer.Serialize(trial.Tuned?.Values)} {trial.Value} {trial.Rows} {trial.Spending.Calls}"));
}
