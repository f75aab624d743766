using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Native;

/// <summary><c>ggml_backend_dev_props</c>, 56 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
internal unsafe struct DeviceProperties
{
    [FieldOffset(0)]
    public byte* Name;

    [FieldOffset(8)]
    public byte* Description;

    [FieldOffset(16)]
    public nuint FreeBytes;

    [FieldOffset(24)]
    public nuint TotalBytes;

    [FieldOffset(32)]
    public int Type;
}
