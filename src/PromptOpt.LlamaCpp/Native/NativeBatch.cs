using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Native;

/// <summary><c>llama_batch</c>: 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBatch
{
    public int Count;
    public int* Tokens;
    public float* Embeddings;
    public int* Positions;
    public int* SequenceCounts;
    public int** Sequences;
    public sbyte* Outputs;
}
