using System.Globalization;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Knobs;

namespace PromptOpt.Tests.Search.Advising;

/// <summary>
/// A study of the toy task in which the temperature is tuned, and a scripted model that does the task better the nearer its temperature is to a half, and as an adviser
/// proposes anything and believes that low temperatures are best.
/// </summary>
internal sealed class WarmTask : IDisposable
{
    public const int Trials = 12;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static MemoryStudyStore NewStore(AdviserSpec? adviser, string sampler = "noisy-ei", int lanes = 1, Ablations without = Ablations.None, BudgetSpec? budget = null) => SearchStudy.NewStore(
        budget ?? new() { Trials = Trials },
        new()
        {
            Strategy = Strategy.Tune,
            Lanes = lanes,
            TrainRows = 8,
            ValidationRows = 40,
            Without = without,
            Tuning = new() { Sampler = sampler, Only = ["temperature"], Knobs = [new("temperature") { Low = 0, High = 2 }], Adviser = adviser },
        });

    public OptimizationSession Session(IStudyStore store, ILanguageModel model) => SearchStudy.Session(_folder, store, model, ToyTask.OpenSpec(_folder.Path), ToyTask.OpenData());

    public async Task<IReadOnlyList<Trial>> RunAsync(IStudyStore store, ILanguageModel model, CancellationToken cancellationToken = default)
    {
        await Session(store, model).RunAsync(cancellationToken);
        return store.ReadTrials();
    }

    /// <summary>All of a study that must not depend on whether it was broken off.</summary>
    public static string Table(IStudyStore store) => string.Join('\n', store.ReadTrials().Select(
        trial => $"{trial.Number} {trial.State} {trial.Tuned?.Source} {trial.Candidate.Decoding.Temperature} {trial.Value} {trial.Rows} {trial.Spending.Calls} {trial.Tuned?.Memo}"));

    /// <summary>Whether a prompt is one to the adviser.</summary>
    public static bool IsAdvice(ChatPrompt prompt) => prompt.Messages[0].Text.Contains("settings", StringComparison.Ordinal);

    public static ScriptedLanguageModel Model(Action<int>? beforeCall = null, Action<ChatPrompt>? advising = null) => new()
    {
        Write = request =>
        {
            if (IsAdvice(request.Prompt))
            {
                advising?.Invoke(request.Prompt);
                return string.Create(CultureInfo.InvariantCulture, $"{{\"temperature\": {0.05 * (request.Seed % 41):F2}}}");
            }

            int row = int.Parse(request.Prompt.Messages[^1].Text.Split(' ')[^1], CultureInfo.InvariantCulture);
            bool knows = row * 37 % 60 < 60 * (0.9 - 0.6 * Math.Abs(request.Decoding.Temperature - 0.5));
            return ToyTask.Labels[(knows ? row : row + 1) % 3];
        },
        Score = request =>
        {
            advising?.Invoke(request.Prompt);
            double temperature = double.Parse(request.Prompt.AnswerPrefix.Split(' ')[2], CultureInfo.InvariantCulture), middle = request.Continuations.Count * (1 - temperature / 2);
            double[] weights = [.. Enumerable.Range(0, request.Continuations.Count).Select(i => 1e-4 + Math.Exp(-Math.Pow(8 * (i - middle) / request.Continuations.Count, 2)))];
            return [.. weights.Select(weight => Math.Log(weight / weights.Sum()))];
        },
        BeforeCall = beforeCall ?? (_ => { }),
    };
}
