using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Native;

/// <summary><c>llama_context_params</c>: 160 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ContextParameters
{
    public uint ContextTokens;
    public uint BatchTokens;
    public uint MicroBatchTokens;
    public uint Sequences;
    public uint RecurrentSnapshots;
    public uint MaximumOutputs;
    public uint MaximumOutputsPerSequence;
    public int Threads;
    public int BatchThreads;
    public int ContextType;
    public int RopeScalingType;
    public int PoolingType;
    public int AttentionType;
    public int FlashAttention;
    public float RopeFrequencyBase;
    public float RopeFrequencyScale;
    public float YarnExtensionFactor;
    public float YarnAttentionFactor;
    public float YarnBetaFast;
    public float YarnBetaSlow;
    public uint YarnOriginalContext;
    public float DefragmentationThreshold;
    public nint EvaluationCallback;
    public nint EvaluationState;
    public int KeyType;
    public int ValueType;
    public nint AbortCallback;
    public nint AbortState;
    public byte Embeddings;
    public byte OffloadKqv;
    public byte NoPerformanceCounters;
    public byte OffloadOperations;
    public byte SwaFull;
    public byte UnifiedKv;
    public nint Samplers;
    public nuint SamplerCount;
    public nint OtherContext;
}
