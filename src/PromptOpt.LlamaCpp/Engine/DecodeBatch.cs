using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PromptOpt.LlamaCpp.Native;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Tokens that one native call computes. The arrays are pinned for good, so nothing is marshalled.</summary>
internal sealed unsafe class DecodeBatch
{
    private readonly int[] tokens;
    private readonly int[] positions;
    private readonly int[] sequences;
    private readonly int[] sequenceCounts;
    private readonly nint[] sequencePointers;
    private readonly sbyte[] outputs;

    public DecodeBatch(int capacity)
    {
        tokens = Pinned<int>(capacity);
        positions = Pinned<int>(capacity);
        sequences = Pinned<int>(capacity);
        sequenceCounts = Pinned<int>(capacity);
        sequencePointers = Pinned<nint>(capacity);
        outputs = Pinned<sbyte>(capacity);
        Array.Fill(sequenceCounts, 1);
        for (var i = 0; i < capacity; i++) sequencePointers[i] = (nint)Unsafe.AsPointer(ref sequences[i]);
    }

    public int Capacity => tokens.Length;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Tokens => tokens.AsSpan(0, Count);

    public ReadOnlySpan<int> Positions => positions.AsSpan(0, Count);

    public ReadOnlySpan<int> Sequences => sequences.AsSpan(0, Count);

    public ReadOnlySpan<sbyte> Outputs => outputs.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Adds a token and returns its index, by which its logits are read if they are wanted.</summary>
    public int Add(int token, int position, int sequence, bool wantsLogits)
    {
        if (Count == tokens.Length) throw new InvalidOperationException($"A batch holds {tokens.Length} tokens.");
        tokens[Count] = token;
        positions[Count] = position;
        sequences[Count] = sequence;
        outputs[Count] = (sbyte)(wantsLogits ? 1 : 0);
        return Count++;
    }

    public NativeBatch ToNative() => new()
    {
        Count = Count,
        Tokens = Address(tokens),
        Positions = Address(positions),
        SequenceCounts = Address(sequenceCounts),
        Sequences = (int**)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(sequencePointers)),
        Outputs = (sbyte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(outputs)),
    };

    private static int* Address(int[] array) => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));

    private static T[] Pinned<T>(int length) => GC.AllocateArray<T>(length, pinned: true);
}
