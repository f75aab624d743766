using PromptOpt.LlamaCpp.Files;
using PromptOpt.LlamaCpp.Loading;

namespace PromptOpt.Benchmarks;

/// <summary>node-llama-cpp against itself with other settings, so that it is compared at its best.</summary>
internal sealed class NodeSettingsBenchmark(BenchmarkOptions options, BenchmarkRecord record)
{
    public async Task<int> RunAsync()
    {
        using var texts = LoadedModel.Load(GgufFile.Read(options.ModelPath), new EngineSize(64, 1, 1), null, null, CancellationToken.None);
        var defaults = new NodeSettings { Model = options.ModelPath, Threads = options.Threads };
        NodeSettings[] all =
        [
            defaults,
            defaults with { FlashAttention = "off" },
            defaults with { BatchTokens = 128 },
            defaults with { FlashAttention = "off", BatchTokens = 128 },
            defaults with { Order = "firstInFirstOut" },
            defaults with { FlashAttention = "off", Order = "firstInFirstOut" },
        ];
        var nodes = await Task.WhenAll(all.Select(NodeProcess.StartAsync));
        var requests = options.Requests ?? 32;
        var work = new Rounds(seed => Workload.Create(texts.Renderer, seed, requests, 300, 40, 32));
        foreach (var mode in new[] { "unshared", "prefix" })
        {
            var sides = nodes.Select((node, i) => new Side(all[i].Name, round => node.AnswerAsync(work[round], mode))).ToList();
            var claims = sides.Skip(1).Select(side => new RatioClaim(new($"{side.Name} / {sides[0].Name}"), side.Name, sides[0].Name)).ToList();
            await new TakingTurns(record, options.Pairs).RunAsync($"{requests} x (300 shared + 40 own + 32 answer), {mode}", sides, claims);
        }

        foreach (var node in nodes) node.Dispose();
        return 0;
    }
}
