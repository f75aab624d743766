using System.Diagnostics;
using System.Globalization;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;
using PromptOpt.LlamaCpp.Files;
using PromptOpt.LlamaCpp.Loading;

namespace PromptOpt.Benchmarks;

/// <summary>
/// The engine against a plain loop over the native functions: what scheduling costs where there is nothing to share, what sharing and
/// batching gain where there is, and how many rows a second label scoring does.
/// </summary>
internal sealed class EngineBenchmark(BenchmarkOptions options, BenchmarkRecord record)
{
    private const int Context = 1024;

    public async Task<int> RunAsync()
    {
        var file = GgufFile.Read(options.ModelPath);
        var size = new EngineSize(Context, LlamaOptions.DefaultParallel, options.Threads);
        using var wide = LoadedModel.Load(file, size, null, null, CancellationToken.None);
        using var narrow = LoadedModel.Load(file, size with { Parallel = 1 }, null, null, CancellationToken.None);
        await using var engine = await options.OpenEngineAsync(Context);
        record.Engine = engine.Info.Engine;
        var turns = new TakingTurns(record, options.Pairs);
        var ours = new EngineSide(engine);
        var own = new Rounds(seed => Workload.Create(wide.Renderer, seed, 16, 12, 88, 64));
        var shared = new Rounds(seed => Workload.Create(wide.Renderer, seed, 32, 300, 40, 32));
        var (batched, serial) = (new PlainLoop(wide), new PlainLoop(narrow));
        var overhead = await turns.RunAsync(
            "16 x (100 own + 64 answer), nothing shared",
            [new("engine", round => ours.AnswerAsync(own[round])), new("plain", round => PlainLoop.TimeAsync(own[round], batched.Together))],
            [RatioClaim.AtLeast(0.95, "plain", "engine")]);
        var gain = await turns.RunAsync(
            "32 x (300 shared + 40 own + 32 answer)",
            [new("engine", round => ours.AnswerAsync(shared[round])), new("serial", round => PlainLoop.TimeAsync(shared[round], serial.Serial))],
            [RatioClaim.AtLeast(3.5, "serial", "engine")]);
        foreach (var prefix in new[] { 300, 900 }) await ScoreAsync(engine, Workload.Create(wide.Renderer, prefix, 64, prefix, 25, 0), prefix);
        return overhead && gain ? 0 : 1;
    }

    private static async Task ScoreAsync(LlamaLanguageModel engine, Workload work, int prefix)
    {
        string[] labels = ["play music", "add to playlist", "book a restaurant", "weather", "rate a book", "search", "event", "other"];
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(work.Prompts.Select(prompt => engine.ScoreAsync(new ScoreRequest { Prompt = prompt, Continuations = labels })));
        var rate = (work.Prompts.Length / Stopwatch.GetElapsedTime(start).TotalSeconds).ToString("F2", CultureInfo.InvariantCulture);
        Console.WriteLine($"scoring, {prefix} shared + 25 own tokens, {labels.Length} labels of {engine.CountContinuationTokens(labels)} tokens: {rate} rows/s");
    }
}
