using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;
using PromptOpt.Search;
using PromptOpt.Search.Objectives;
using PromptOpt.Statistics;
using PromptOpt.Storage;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Library;

/// <summary>The examples of docs/library.md, word for word.</summary>
internal static class LibraryExamples
{
    public static async Task<string> AskAsync(string path, string question)
    {
        await using var model = await LlamaLanguageModel.OpenAsync(new() { ModelPath = path });
        var answer = await model.GenerateAsync(new()
        {
            Prompt = new() { Messages = [new(ChatRole.System, "Answer in one word."), new(ChatRole.User, question)] },
            Decoding = new() { MaxTokens = 8 },
        });
        return answer.Text;
    }

    public static async Task<double> EvaluateAsync(string folder, ILanguageModel model, string instruction, CancellationToken cancellationToken)
    {
        var task = TaskFile.Load(folder);
        var data = TaskDataReader.Read(task);
        var prompt = SeedCandidates.From(task, data, model) with { Instruction = instruction };
        var rollouts = await SplitEvaluation.RunAsync(
            new Evaluator(task, data, model), data, prompt, FittedCalibration.None, Phase.Validation, repeats: 1, rowsDone: null, cancellationToken);
        double accuracy = rollouts.Average(rollout => rollout.Score ?? 0);
        return accuracy;
    }

    public static async Task<StudyOutcome> RunStudyAsync(
        TaskSpec task, TaskData data, ILanguageModel model, string modelPath, string results, string promptsFolder, ISessionObserver observer, CancellationToken cancellationToken)
    {
        var study = new StudyFolder(results, "mine");
        using var held = StudyLock.Acquire(study.Folder);
        using var store = SqliteStudyStore.Open(study.Database);
        var options = new SessionOptions
        {
            Seed = 1,
            Strategy = Strategy.Tune,
            Tuning = new() { Sampler = "tpe", Only = ["answer_mode", "calibration", "examples"] },
            Objective = new() { Then = CostMeasure.TokensPerCorrect, Within = 0.05 },
        };
        if (store.ReadStudy() is null)
        {
            store.SaveStudy(new()
            {
                Name = study.Name,
                TaskFolder = task.Folder,
                TaskName = task.Name,
                TaskFingerprint = TaskFingerprint.Compute(task, data, promptsFolder),
                ModelPath = modelPath,
                ModelIdentity = model.Info.Identity,
                Engine = model.Info.Engine,
                Seed = options.Seed,
                Budget = new() { Trials = 4, Calls = 2000 },
                Options = StudyJson.Write(options),
                CreatedAt = DateTimeOffset.UtcNow,
            });
        }

        var session = new OptimizationSession(new()
        {
            Task = task,
            Data = data,
            Models = ModelRoles.All(model),
            Store = store,
            PromptsFolder = promptsFolder,
            TestUses = new TestLedger(Path.Combine(results, "test-uses.jsonl")),
            Observer = observer,
            Time = TimeProvider.System,
        });
        if (session.Validate() is { Count: > 0 } problems) throw new BadInputException(string.Join("; ", problems));
        var outcome = await session.RunAsync(cancellationToken);
        return outcome;
    }

    public static string ReadInstruction(string results)
    {
        using var store = SqliteStudyStore.OpenExisting(new StudyFolder(results, "mine").Database);
        var study = store.ReadStudy()!;
        var outcome = StudyJson.ReadOutcome(study);
        var best = store.ReadTrials().FirstOrDefault(trial => trial.Number == outcome?.BestTrial);
        string instruction = best?.Candidate.Instruction ?? "";
        return instruction;
    }

    public static IReadOnlyList<Observation> Tune(ISampler sampler, Func<double, double, double> measure, int trials)
    {
        var space = new SearchSpace([Parameter.Real("temperature", 0, 1.5, 0.7), Parameter.Whole("top_k", 0, 100, 40)]);
        var history = new List<Observation>();
        for (int number = 1; number <= trials; number++)
        {
            var suggestion = sampler.Suggest(new() { Space = space, History = history, Number = number, Study = new SeededRandom(1) });
            double value = measure(suggestion.Configuration["temperature"].Number, suggestion.Configuration["top_k"].Number);
            history.Add(new() { Number = number, Configuration = suggestion.Configuration, Value = value, Source = suggestion.Source, Memo = suggestion.Memo });
        }

        return history;
    }
}
