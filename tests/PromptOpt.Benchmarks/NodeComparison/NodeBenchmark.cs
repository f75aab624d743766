using PromptOpt.LlamaCpp.Files;
using PromptOpt.LlamaCpp.Loading;

namespace PromptOpt.Benchmarks;

/// <summary>The evaluation workload in this engine and in node-llama-cpp with the same llama.cpp, model file, threads and token ids.</summary>
internal sealed class NodeBenchmark(BenchmarkOptions options, BenchmarkRecord record)
{
    private const string Ours = "engine";
    private const string Unshared = "node, nothing shared";
    private const string Prefix = "node, own prefix reuse";

    public async Task<int> RunAsync()
    {
        var settings = new NodeSettings { Model = options.ModelPath, Threads = options.Threads, FlashAttention = options.Flash };
        using var texts = LoadedModel.Load(GgufFile.Read(options.ModelPath), new EngineSize(64, 1, 1), null, null, CancellationToken.None);
        await using var engine = await options.OpenEngineAsync(settings.ContextTokens);
        using var node = await NodeProcess.StartAsync(settings);
        record.Engine = engine.Info.Engine;
        Console.WriteLine($"{engine.Info.Engine} against {node.Name}, {settings.Sequences} sequences, {settings.Name}, {options.Threads} threads");
        var ours = new EngineSide(engine);
        var requests = options.Requests ?? 32;
        var work = new Rounds(seed => Workload.Create(texts.Renderer, seed, requests, 300, 40, 32));
        var holds = await new TakingTurns(record, options.Pairs).RunAsync(
            $"{requests} x (300 shared + 40 own + 32 answer)",
            [
                new(Ours, round => ours.AnswerAsync(work[round])),
                new(Unshared, round => node.AnswerAsync(work[round], "unshared")),
                new(Prefix, round => node.AnswerAsync(work[round], "prefix")),
            ],
            [RatioClaim.AtLeast(3.3, Unshared, Ours), RatioClaim.AtLeast(1.8, Prefix, Ours)]);
        return holds ? 0 : 1;
    }
}
