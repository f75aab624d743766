using System.Text.Json;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

/// <summary>Studies in memory, for tests of the search: of the toy task where nothing else is said.</summary>
internal static class SearchStudy
{
    public static MemoryStudyStore NewStore(BudgetSpec budget, SessionOptions? options = null)
    {
        options ??= new();
        var store = new MemoryStudyStore();
        store.SaveStudy(new()
        {
            Name = "toy",
            TaskFolder = "toy",
            TaskName = "toy",
            TaskFingerprint = "toy",
            ModelPath = "scripted",
            ModelIdentity = "scripted",
            Engine = "test",
            Seed = options.Seed,
            Budget = budget,
            Options = JsonSerializer.Serialize(options),
            CreatedAt = DateTimeOffset.UnixEpoch,
        });
        return store;
    }

    public static OptimizationSession Session(
        TemporaryFolder folder, IStudyStore store, ILanguageModel model, TaskSpec? task = null, TaskData? data = null, EpisodeSetting? episodes = null, ISessionObserver? observer = null, TimeProvider? time = null) => new(new()
        {
            Task = task ?? ToyTask.Spec(folder.Path),
            Data = data ?? ToyTask.Data(),
            Models = ModelRoles.All(model),
            Episodes = episodes,
            Store = store,
            PromptsFolder = RepositoryFolder.File("prompts"),
            TestUses = new TestLedger(folder.File($"{Guid.NewGuid()}.jsonl")),
            Observer = observer ?? new SilentObserver(),
            Time = time ?? TimeProvider.System,
        });
}
