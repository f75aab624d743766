using System.Diagnostics;
using PromptOpt.LlamaCpp;
using PromptOpt.LlamaCpp.Files;
using PromptOpt.LlamaCpp.Loading;

namespace PromptOpt.Benchmarks;

/// <summary>The share of the time that is not spent in llama.cpp's computation: tokenising, scheduling, drawing tokens, reading probabilities.</summary>
internal sealed class OverheadBenchmark(BenchmarkOptions options, BenchmarkRecord record)
{
    private const int Context = 1024;
    private static readonly string[] Labels = ["play music", "add to playlist", "book a restaurant", "weather", "rate a book", "search", "event", "other"];

    public async Task<int> RunAsync()
    {
        using var texts = LoadedModel.Load(GgufFile.Read(options.ModelPath), new EngineSize(64, 1, 1), null, null, CancellationToken.None);
        await using var engine = await options.OpenEngineAsync(Context);
        record.Engine = engine.Info.Engine;
        var ours = new EngineSide(engine);
        var work = new Rounds(seed => Workload.Create(texts.Renderer, seed, 32, 300, 40, 32));
        var written = await RunAsync(engine, "32 x (300 shared + 40 own + 32 answer)", round => ours.AnswerAsync(work[round]));
        var scored = await RunAsync(engine, $"32 x (300 shared + 40 own), {Labels.Length} labels", round => Task.WhenAll(
            work[options.Pairs + 1 + round].Prompts.Select(prompt => engine.ScoreAsync(new() { Prompt = prompt, Continuations = Labels }))));
        return written && scored ? 0 : 1;
    }

    private async Task<bool> RunAsync(LlamaLanguageModel engine, string scenario, Func<int, Task> work)
    {
        Console.WriteLine($"\n{scenario}");
        var shares = new List<double>();
        for (var round = 0; round <= options.Pairs; round++)
        {
            var (busy, start) = (engine.Statistics.Busy, Stopwatch.GetTimestamp());
            await work(round);
            var (wall, native) = (Stopwatch.GetElapsedTime(start), engine.Statistics.Busy - busy);
            if (round == 0) continue; // warms up
            shares.Add(1 - (native / wall));
            Console.WriteLine(FormattableString.Invariant($"  {round,3}  {wall.TotalSeconds,8:F3} s  {native.TotalSeconds,8:F3} s native  {100 * shares[^1],6:F2} % outside"));
            record.Row("scenario,round,seconds,native_seconds,share_outside",
                FormattableString.Invariant($"\"{scenario}\",{round},{wall.TotalSeconds:F4},{native.TotalSeconds:F4},{shares[^1]:F5}"));
        }

        return record.Judge(scenario, new("share of the time outside native code", AtMost: 0.03), shares);
    }
}
