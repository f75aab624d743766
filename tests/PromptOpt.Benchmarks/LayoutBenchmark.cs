using System.Diagnostics;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.LlamaCpp.Files;
using PromptOpt.LlamaCpp.Loading;
using PromptOpt.LlamaCpp.Native;

namespace PromptOpt.Benchmarks;

/// <summary>
/// The two layouts of key-value memory that llama.cpp has, one stream a sequence (the engine's) and one for all, on the calls that an evaluation is
/// made of: sixteen sequences with a common beginning and twenty tokens of their own. And what it brings to compute prompt pieces and single tokens
/// in one call instead of two.
/// </summary>
internal sealed class LayoutBenchmark(BenchmarkOptions options, BenchmarkRecord record)
{
    private const int Sequences = 16;
    private const int Own = 20;
    private readonly DecodeBatch batch = new(512);

    public async Task<int> RunAsync()
    {
        LlamaLibrary.EnsureLoaded();
        using var model = ModelLoader.LoadModel(GgufFile.Read(options.ModelPath), Placement.Processor, null, CancellationToken.None);
        foreach (var shared in new[] { 100, 300, 1300 })
        {
            using var apart = Open(model, unified: 0, Sequences * 2048, shared);
            using var unified = Open(model, unified: 1, (shared + (Sequences * 64) + 255) / 256 * 256, shared);
            foreach (var (sequences, tokens) in new[] { (1, 24), (5, 24), (16, 1), (16, 2), (16, 4) })
                await CompareAsync($"{sequences} x {tokens} tokens behind {shared} shared", apart, unified, shared, [(0, sequences, tokens)]);
            await CompareAsync($"5 x 24 and 11 x 1 tokens in one call behind {shared} shared", apart, unified, shared, [(0, 5, 24), (5, 11, 1)], alsoInTurn: true);
        }

        return 0;
    }

    private Task<bool> CompareAsync(
        string scenario, ContextHandle apart, ContextHandle unified, int shared, (int First, int Sequences, int Tokens)[] parts, bool alsoInTurn = false)
    {
        Side Of(string name, ContextHandle context, bool inTurn) => new(name, _ => Task.FromResult(Time(context, shared, parts, inTurn)));
        List<Side> sides = [Of("per sequence", apart, inTurn: false), Of("unified", unified, inTurn: false)];
        List<RatioClaim> claims = [new(new("per sequence / unified"), "per sequence", "unified")];
        if (alsoInTurn)
        {
            sides.Add(Of("per sequence, two calls", apart, inTurn: true));
            claims.Add(new(new("one call / two calls, per sequence"), "per sequence", "per sequence, two calls"));
        }

        return new TakingTurns(record, options.Pairs).RunAsync(scenario, sides, claims);
    }

    private Turn Time(ContextHandle context, int shared, (int First, int Sequences, int Tokens)[] parts, bool inTurn)
    {
        var memory = LlamaApi.Memory(context);
        var start = Stopwatch.GetTimestamp();
        batch.Clear();
        foreach (var (first, sequences, tokens) in parts)
        {
            for (var sequence = first; sequence < first + sequences; sequence++)
                for (var i = 0; i < tokens; i++) batch.Add(50 + sequence + i, shared + Own + i, sequence, wantsLogits: i == tokens - 1);
            if (!inTurn) continue;
            Decode(context);
            batch.Clear();
        }

        if (!inTurn) Decode(context);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        for (var sequence = 0; sequence < Sequences; sequence++) LlamaApi.RemoveFromSequence(memory, sequence, shared + Own, -1);
        return new Turn(seconds, parts.Sum(part => part.Sequences * part.Tokens), []);
    }

    private ContextHandle Open(ModelHandle model, byte unified, int contextTokens, int shared)
    {
        var parameters = LlamaApi.DefaultContextParameters();
        parameters.ContextTokens = (uint)contextTokens;
        parameters.Sequences = Sequences;
        parameters.BatchTokens = parameters.MicroBatchTokens = (uint)batch.Capacity;
        parameters.FlashAttention = 0;
        parameters.UnifiedKv = unified;
        parameters.Threads = parameters.BatchThreads = options.Threads;
        var context = ContextHandle.Create(model, parameters);
        Fill(context, 0, 0, shared);
        for (var sequence = 1; sequence < Sequences; sequence++) LlamaApi.CopySequence(LlamaApi.Memory(context), 0, sequence, -1, -1);
        for (var sequence = 0; sequence < Sequences; sequence++) Fill(context, sequence, shared, shared + Own);
        return context;
    }

    private void Fill(ContextHandle context, int sequence, int from, int to)
    {
        for (var start = from; start < to; start += 128)
        {
            batch.Clear();
            for (var i = start; i < Math.Min(to, start + 128); i++) batch.Add(100 + (((i * 7) + (sequence * 13)) % 4000), i, sequence, wantsLogits: false);
            Decode(context);
        }
    }

    private void Decode(ContextHandle context)
    {
        if (LlamaApi.Decode(context, batch.ToNative()) is not 0 and var status) throw new InvalidOperationException($"llama_decode returned {status}.");
    }
}
