using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Running;

/// <summary>What a session is made of.</summary>
internal sealed record SessionParts(
    TaskSpec Task, TaskData Data, ILanguageModel Model, IStudyStore Store, string PromptsFolder, TestLedger Ledger, ISessionObserver Observer, TimeProvider Time);
