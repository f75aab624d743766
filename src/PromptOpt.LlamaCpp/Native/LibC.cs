using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Native;

/// <summary>The C library, where .NET offers no equivalent.</summary>
internal static partial class LibC
{
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}
