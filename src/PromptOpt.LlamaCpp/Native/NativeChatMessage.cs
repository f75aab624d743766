using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Native;

/// <summary><c>llama_chat_message</c>: 16 bytes, both zero-terminated UTF-8.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeChatMessage
{
    public byte* Role;
    public byte* Content;
}
