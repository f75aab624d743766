using System.Diagnostics;
using PromptOpt.LlamaCpp.Engine;
using PromptOpt.LlamaCpp.Native;

namespace PromptOpt.LlamaCpp.Loading;

/// <summary>Fits the engine to the machine: times a few calls in small contexts before the real one is made.</summary>
internal static class EngineTuning
{
    private const int ProbeContext = 256;

    /// <summary>The same size with as many sequences and tokens a call as are worth it.</summary>
    /// <param name="size">Where to begin, and how far memory goes.</param>
    /// <param name="open">Makes a context; disposed here.</param>
    public static EngineSize Measure(EngineSize size, Func<EngineSize, LlamaContext> open)
    {
        using var contexts = new ProbeContexts(size, open);
        var probe = new ThroughputProbe(contexts.Time);
        return size with
        {
            Parallel = probe.Sequences(size.Parallel, size.MostParallel),
            BatchTokens = probe.BatchTokens(EngineSize.FewestBatchTokens, Math.Min(EngineSize.MostBatchTokens, size.ContextTokens)),
        };
    }

    /// <summary>One context at a time, at least as large as the call at hand needs.</summary>
    private sealed class ProbeContexts(EngineSize size, Func<EngineSize, LlamaContext> open) : IDisposable
    {
        private LlamaContext? context;

        public TimeSpan Time(int sequences, int tokens)
        {
            if (context is null || context.SequenceCount < sequences || context.BatchTokens < tokens) Open(sequences, tokens);
            var batch = new DecodeBatch(context!.BatchTokens);
            for (var sequence = 0; sequence < sequences; sequence++)
            {
                context.Truncate(sequence, 0);
                for (var i = 0; i < tokens; i++) batch.Add(token: i, position: i, sequence, wantsLogits: i == tokens - 1);
            }

            var start = Stopwatch.GetTimestamp();
            if (context.Decode(batch) != 0) return TimeSpan.MaxValue; // told of when the real context warms up
            context.Logits(batch.Count - 1); // waits for a graphics card
            return Stopwatch.GetElapsedTime(start);
        }

        public void Dispose() => context?.Dispose();

        private void Open(int sequences, int tokens)
        {
            context?.Dispose();
            context = open(size with
            {
                Parallel = sequences,
                ContextTokens = Math.Max(ProbeContext, tokens),
                BatchTokens = Math.Max(EngineSize.FewestBatchTokens, tokens),
            });
        }
    }
}
