using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Search;

namespace PromptOpt.Tests.Support;

/// <summary>Studies of <see cref="StairTask"/> in memory, in a task folder of their own.</summary>
internal sealed class StairStudy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string RulesFile => _folder.File("feedback.yaml");

    public List<string> Notes { get; } = [];

    /// <summary>Runs after every trial.</summary>
    public Action<Trial> OnTrialEnded { get; set; } = _ => { };

    public static SessionOptions Options { get; } = new() { Strategy = Strategy.Small, TrainRows = 8, ValidationRows = 12, WaveRows = 4 };

    public void WriteRules(string text) => File.WriteAllText(RulesFile, text);

    public static MemoryStudyStore NewStore(BudgetSpec budget, SessionOptions? options = null) => SearchStudy.NewStore(budget, options ?? Options);

    /// <summary>An agent that climbs the more surely the more words its prompt has, and a writer that adds a word.</summary>
    public static ScriptedLanguageModel Model(Action<int>? beforeCall = null) => new()
    {
        BeforeCall = beforeCall ?? (_ => { }),
        Write = request =>
        {
            string text = request.Prompt.Messages[0].Text, seen = request.Prompt.Messages[^1].Text;
            if (!seen.StartsWith("You are on", StringComparison.Ordinal) && !seen.StartsWith("There is", StringComparison.Ordinal))
                return $"Climb to the top, step by step, {request.Seed % 97} {request.Seed % 89} {request.Seed % 83}.";
            if (seen.Contains("step 4 of 5", StringComparison.Ordinal)) return "{wait}"; // so that no prompt is perfect
            return (text.Length + 7 * seen.Length + request.Prompt.Messages.Count) % 5 < Math.Min(4, text.Length / 8) ? "{up}" : "{wait}";
        },
    };

    /// <summary>An agent that climbs or waits by chance, other chances with each prompt, and that writes as it is told.</summary>
    public static ScriptedLanguageModel NoisyModel(Func<GenerateRequest, string> write) => new()
    {
        Write = request =>
        {
            string seen = request.Prompt.Messages[^1].Text;
            if (!seen.StartsWith("You are on", StringComparison.Ordinal) && !seen.StartsWith("There is", StringComparison.Ordinal)) return write(request);
            int hash = request.Prompt.Messages.SelectMany(m => m.Text).Aggregate(7, (h, c) => unchecked(h * 31 + c));
            return new SeededRandom((ulong)hash).Next(2) == 0 ? "{up}" : "{wait}";
        },
    };

    public OptimizationSession Session(IStudyStore store, ILanguageModel model)
    {
        var spec = StairTask.Spec(_folder.Path);
        return SearchStudy.Session(_folder, store, model, spec, TaskDataReader.Read(spec), StairTask.Setting(), new Observer(this));
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Observer(StairStudy study) : ISessionObserver
    {
        public void Note(string text) => study.Notes.Add(text);

        public void Progress(SessionStatus status)
        {
        }

        public void TrialEnded(Trial trial, SessionStatus status) => study.OnTrialEnded(trial);
    }
}
