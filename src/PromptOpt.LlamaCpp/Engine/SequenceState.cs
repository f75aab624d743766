using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>The key-value memory of one sequence, copied out of the context. Native memory, so that it goes back to the system when freed.</summary>
internal sealed unsafe class SequenceState : SafeHandle
{
    public SequenceState(nuint size)
        : base(0, ownsHandle: true)
    {
        Size = checked((long)size);
        SetHandle((nint)NativeMemory.Alloc(size));
    }

    /// <summary>Bytes.</summary>
    public long Size { get; }

    public override bool IsInvalid => handle == 0;

    /// <summary>Where they are; valid until disposed.</summary>
    public byte* Bytes => (byte*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
