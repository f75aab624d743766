using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PromptOpt.LlamaCpp;
using PromptOpt.Search;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>Runs samplers on the 25 tasks, from the same points and with as many trials as LLAMBO had; a run that is there already is left alone.</summary>
internal static class TuningCommand
{
    private const int ContextTokens = 4096; // thirty rows of six parameters need 2,500

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await RunAsync(TuningOptions.Parse(args));
            return 0;
        }
        catch (BadInputException error)
        {
            Console.Error.WriteLine(error.Message);
            return error.ExitCode;
        }
    }

    private static async Task RunAsync(TuningOptions options)
    {
        var published = new PublishedRuns(options.DataFolder);
        await using var model = options.Methods.Any(method => method.NeedsModel) ? await OpenAsync(options) : null;
        var prompts = PromptLibrary.Load(BenchmarkOptions.Below("prompts"));
        var jobs = from method in options.Methods
                   from task in options.Tasks
                   from seed in options.Seeds
                   where !File.Exists(RunFiles.PathOf(options.OutputFolder, method.Name, task.Name, seed))
                   select (method, task, seed);
        var idle = new ConcurrentBag<BayesmarkObjective>();
        try
        {
            await Parallel.ForEachAsync(jobs.ToArray(), new ParallelOptions { MaxDegreeOfParallelism = options.Lanes }, async (job, _) =>
            {
                if (!idle.TryTake(out var objective)) objective = new(options.Python, options.MemoFolder);
                try
                {
                    long start = Stopwatch.GetTimestamp();
                    var scene = new TuningScene
                    {
                        Known = () => KnownScores.Read(published, options.MemoFolder, job.task),
                        Llambo = settings => new(model!, prompts, BayesmarkCard.Of(job.task), settings),
                    };
                    var rows = await TuningRun.RunAsync(job.method.Begin(scene), job.method.Name, job.task, job.seed, published.Given(job.task, job.seed), objective);
                    RunFiles.Write(options.OutputFolder, rows);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{job.method.Name} {job.task.Name} {job.seed}: {rows[^1].Score:G6} last, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"));
                }
                finally
                {
                    idle.Add(objective);
                }
            });
        }
        finally
        {
            foreach (var objective in idle) objective.Dispose();
        }
    }

    private static Task<LlamaLanguageModel> OpenAsync(TuningOptions options) => LlamaLanguageModel.OpenAsync(new()
    {
        ModelPath = options.ModelPath ?? BenchmarkOptions.Below("models", "smollm2-135m-instruct-q4_1.gguf"),
        Threads = options.Threads,
        ContextTokens = ContextTokens,
    });
}
