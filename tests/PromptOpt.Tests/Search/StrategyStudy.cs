using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Search.Promst;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

/// <summary>Studies of one kind of task, for any strategy: a dataset with labels, one with open answers, or a world.</summary>
internal sealed class StrategyStudy(string kind) : IDisposable
{
    public const string Labels = "labels", Open = "open", World = "world";

    private readonly TemporaryFolder _folder = new();
    private readonly StairStudy _stair = new();

    /// <summary>Rules of the world; they say nothing of the score.</summary>
    public const string Rules = """
        rules:
          - name: lazy
            when: {error: stuck}
            message: "The agent waited. Climb without waiting."
          - name: slow
            when: {steps: {above: 2}}
            message: "It took {{steps}} steps. Hurry up the stair."
        """;

    public static SessionOptions Options(Strategy strategy) => new() { Strategy = strategy, TrainRows = 8, ValidationRows = 12, WaveRows = 4 };

    public MemoryStudyStore NewStore(SessionOptions options, int trials = 20) =>
        kind == World ? StairStudy.NewStore(new() { Trials = trials }, options) : SearchStudy.NewStore(new() { Trials = trials }, options);

    public OptimizationSession Session(IStudyStore store, ILanguageModel model) => kind switch
    {
        World => _stair.Session(store, model),
        Open => SearchStudy.Session(_folder, store, model, ToyTask.OpenSpec(_folder.Path), ToyTask.OpenData()),
        _ => SearchStudy.Session(_folder, store, model),
    };

    public void WriteRules() => _stair.WriteRules(Rules);

    /// <summary>A model to which each prompt is good or bad for no reason, and which writes new ones.</summary>
    public ScriptedLanguageModel Model(Action<int>? beforeCall = null) => kind == World ? StairStudy.Model(beforeCall) : ToyTask.MoodyModel(beforeCall);

    /// <summary>A model to which no prompt makes a difference but by luck, with a writer that is of no use.</summary>
    public ScriptedLanguageModel UselessModel() => kind == World ? StairStudy.NoisyModel(ScriptedWriter.WriteUselessly) : ToyTask.NoisyModel(ScriptedWriter.WriteUselessly);

    public void Dispose()
    {
        _folder.Dispose();
        _stair.Dispose();
    }
}
