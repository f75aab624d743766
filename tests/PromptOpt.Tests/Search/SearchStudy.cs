using System.Text.Json;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

/// <summary>Studies of the toy task in memory, for tests of the search.</summary>
internal static class SearchStudy
{
    public static MemoryStudyStore NewStore(BudgetSpec budget, SessionOptions options)
    {
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

    public static OptimizationSession Session(TemporaryFolder folder, IStudyStore store, ILanguageModel model, TaskSpec? task = null, TaskData? data = null) => new(new()
    {
        Task = task ?? ToyTask.Spec(folder.Path),
        Data = data ?? ToyTask.Data(),
        Models = ModelRoles.All(model),
        Store = store,
        PromptsFolder = RepositoryFolder.File("prompts"),
        TestUses = new TestLedger(folder.File($"{Guid.NewGuid()}.jsonl")),
        Observer = new SilentObserver(),
        Time = TimeProvider.System,
    });
}
