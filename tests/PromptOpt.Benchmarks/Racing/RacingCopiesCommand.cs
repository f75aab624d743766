using System.Globalization;
using PromptOpt.Evaluation;
using PromptOpt.LlamaCpp;
using PromptOpt.Reports;
using PromptOpt.Search;
using PromptOpt.Search.Operators;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Benchmarks.Racing;

/// <summary>
/// A real null: copies of a task's seed prompt with an example of each label, answered freely at temperature 0.7, each with random numbers of its own, race each other. Every
/// elimination is a false one, and so would be the verdict improved. One line of CSV a study on stdout; its trials go to a file if a folder is given.
/// </summary>
internal static class RacingCopiesCommand
{
    private const double Temperature = 0.7;

    /// <summary>Without an example a small model hardly ever answers with a label, and copies that are always wrong never differ.</summary>
    private const int ExamplesPerLabel = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        if (RacingCopiesOptions.Parse(args) is not { } options) return 2;
        var task = TaskFile.Load(options.TaskFolder);
        task = task with
        {
            Answer = task.Answer with { Mode = AnswerMode.Free },
            Seed = task.Seed with { Decoding = task.Seed.Decoding with { Temperature = Temperature } },
        };
        var data = TaskDataReader.Read(task);
        await using var model = await LlamaLanguageModel.OpenAsync(
            new() { ModelPath = options.ModelPath, Threads = options.Threads }, null, CancellationToken.None);
        Console.WriteLine("task,seed,copies,error,race_rows,validation_rows,eliminated,rows_saved,rows_added,lowest_value,highest_value,verdict,test_uses");
        foreach (long seed in options.Seeds) await RaceAsync(options, task, data, model, seed);
        return 0;
    }

    private static async Task RaceAsync(RacingCopiesOptions options, TaskSpec task, TaskData data, LlamaLanguageModel model, long seed)
    {
        var prompt = SeedCandidates.From(task, data, model);
        var copy = prompt with { Examples = ExampleDraw.PerLabel(data.Train, data.Labels, ExamplesPerLabel, new SeededRandom((ulong)seed)) };
        var session = new SessionOptions { Seed = seed, TrainRows = 8, ValidationRows = options.RaceRows, EliminationError = options.Error };
        using var store = PlantedStudy.Create($"{task.Name}-copies-{seed}", session, [.. Enumerable.Repeat(copy, options.Copies)]);
        string uses = Path.Combine(options.OutputFolder ?? Path.GetTempPath(), $"racing-copies-{Environment.ProcessId}-uses.jsonl");
        var outcome = await new OptimizationSession(new()
        {
            Task = task,
            Data = data,
            Models = ModelRoles.All(model),
            Store = store,
            PromptsFolder = Path.Combine(BenchmarkOptions.Below(), "prompts"),
            TestUses = new TestLedger(uses),
            Observer = new PlantedStudy.Silence(),
            Time = TimeProvider.System,
        }).RunAsync(CancellationToken.None);
        var (trials, race) = (store.ReadTrials(), outcome.Race!);
        if (options.OutputFolder is { } folder) StudyCsv.WriteTrials(Path.Combine(folder, $"{task.Name}-copies-{seed}.csv"), trials, RolloutNumbers.ByTrial(trials, store.ReadWaves()));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{task.Name},{seed},{trials.Count},{race.EliminationError},{options.RaceRows},{data.Validation.Count},{race.Stopped},{race.RowsSaved},{race.RowsAdded},{trials.Min(t => t.Value):F4},{trials.Max(t => t.Value):F4},{outcome.Verdict},{outcome.TestUses}"));
    }
}
