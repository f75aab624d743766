using System.Diagnostics;
using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.LlamaCpp.Native;

/// <summary>A context with one key-value stream a sequence. Checks every id before the native call, since a wrong one ends the process.</summary>
internal sealed unsafe class LlamaContext : ISequenceDecoder
{
    private readonly ContextHandle handle;
    private readonly nint memory;
    private readonly int vocabularySize;
    private readonly ThreadGovernor governor;
    private int threads;

    public LlamaContext(ContextHandle handle, int vocabularySize, ThreadGovernor governor)
    {
        this.handle = handle;
        this.vocabularySize = vocabularySize;
        this.governor = governor;
        memory = LlamaApi.Memory(handle);
        SequenceCount = (int)LlamaApi.SequenceCount(handle);
        ContextTokens = (int)LlamaApi.ContextTokensPerSequence(handle);
        BatchTokens = (int)LlamaApi.BatchTokens(handle);
    }

    /// <summary>Whether there is key-value memory; encoders and diffusion models have none.</summary>
    public bool HasMemory => memory != 0;

    public int SequenceCount { get; }

    public int ContextTokens { get; }

    public int BatchTokens { get; }

    public string FailureCause => NativeLog.Cause("llama_decode gave no reason");

    public int Decode(DecodeBatch batch)
    {
        Validate(batch);
        NativeLog.Begin();
        if (threads != governor.Threads) LlamaApi.SetThreads(handle, threads = governor.Threads, threads);
        var idle = governor.IsLowered ? SystemIdle.Total() : null;
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var status = LlamaApi.Decode(handle, batch.ToNative());
        GC.KeepAlive(batch); // the native call works in its arrays
        var elapsed = Stopwatch.GetElapsedTime(start);
        governor.Observe(elapsed, Environment.CpuUsage.TotalTime - processor, idle is null ? null : SystemIdle.Total() - idle);
        return status;
    }

    public Span<float> Logits(int index)
    {
        var logits = LlamaApi.Logits(handle, index);
        return logits != null
            ? new Span<float>(logits, vocabularySize)
            : throw new InvalidOperationException($"Batch entry {index} has no logits.");
    }

    public void Truncate(int sequence, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sequence, (uint)SequenceCount, nameof(sequence));
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        LlamaApi.RemoveFromSequence(memory, sequence, length, -1);
    }

    public void Copy(int source, int target)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)source, (uint)SequenceCount, nameof(source));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)target, (uint)SequenceCount, nameof(target));
        ArgumentOutOfRangeException.ThrowIfEqual(source, target);
        LlamaApi.CopySequence(memory, source, target, -1, -1); // only whole sequences can be copied between streams
    }

    public long StateSize(int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sequence, (uint)SequenceCount, nameof(sequence));
        return checked((long)LlamaApi.StateSize(handle, sequence));
    }

    public SequenceState? Save(int sequence)
    {
        var state = new SequenceState((nuint)StateSize(sequence));
        if (LlamaApi.GetState(handle, state.Bytes, (nuint)state.Size, sequence) == (nuint)state.Size) return state;
        state.Dispose();
        return null;
    }

    public bool Restore(SequenceState state, int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sequence, (uint)SequenceCount, nameof(sequence));
        Truncate(sequence, 0);
        return LlamaApi.SetState(handle, state.Bytes, (nuint)state.Size, sequence) != 0;
    }

    /// <summary>The pooled vector of a sequence of an embedding context.</summary>
    public float[] Embedding(int sequence, int width)
    {
        var vector = LlamaApi.SequenceEmbedding(handle, sequence);
        return vector != null
            ? new ReadOnlySpan<float>(vector, width).ToArray()
            : throw new InvalidOperationException("The context gave no embedding.");
    }

    public void Dispose() => handle.Dispose();

    private void Validate(DecodeBatch batch)
    {
        if (batch.Count == 0 || batch.Count > BatchTokens)
            throw new InvalidOperationException($"A batch of {batch.Count} tokens; 1 to {BatchTokens} are possible.");
        var tokens = batch.Tokens;
        var positions = batch.Positions;
        var sequences = batch.Sequences;
        for (var i = 0; i < batch.Count; i++)
        {
            if ((uint)tokens[i] >= (uint)vocabularySize || (uint)positions[i] >= (uint)ContextTokens || (uint)sequences[i] >= (uint)SequenceCount)
                throw new InvalidOperationException(
                    $"Batch entry {i} is out of range: token {tokens[i]}, position {positions[i]}, sequence {sequences[i]}.");
        }
    }
}
