using System.Text.Json;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search.Promst;

/// <summary>Runs the product's session on a shipped world with the scripted agent and writer.</summary>
internal static class ScriptedSearch
{
    /// <summary>Runs a study to its end.</summary>
    /// <param name="task">The world and its agent.</param>
    /// <param name="options">How to search.</param>
    /// <param name="budget">What it may spend.</param>
    /// <param name="write">The writer.</param>
    /// <param name="scoreModel">How the score model screens; null for the default.</param>
    /// <returns>The trials and how the study ended.</returns>
    public static async Task<(IReadOnlyList<Trial> Trials, StudyOutcome Outcome)> RunAsync(
        ScriptedWorldTask task, SessionOptions options, BudgetSpec budget, Func<GenerateRequest, string> write, ScoreModelSpec? scoreModel = null)
    {
        using var store = new MemoryStudyStore();
        using var folder = new TemporaryFolder();
        store.SaveStudy(new()
        {
            Name = task.Spec.Name,
            TaskFolder = task.Spec.Folder,
            TaskName = task.Spec.Name,
            TaskFingerprint = "f",
            ModelPath = "scripted",
            ModelIdentity = "scripted",
            Engine = "test",
            Seed = options.Seed,
            Budget = budget,
            Options = JsonSerializer.Serialize(options),
            CreatedAt = DateTimeOffset.UnixEpoch,
        });
        var outcome = await new OptimizationSession(new()
        {
            Task = task.Spec with { Search = task.Spec.Search with { ScoreModel = scoreModel } },
            Data = task.Data,
            Models = task.Models(write),
            Episodes = task.Setting,
            Store = store,
            PromptsFolder = RepositoryFolder.File("prompts"),
            TestUses = new TestLedger(folder.File("test-uses.jsonl")),
            Observer = new SilentObserver(),
            Time = TimeProvider.System,
        }).RunAsync(CancellationToken.None);
        return (store.ReadTrials(), outcome);
    }
}
