using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Native;

/// <summary>
/// Receives the native log. llama.cpp has one callback for the process; lines are handed to whatever the calling thread registered,
/// so an engine sees its own. The first error line of a call is its cause, later ones are generic.
/// </summary>
internal static unsafe class NativeLog
{
    private const int Debug = 1;
    private const int Warning = 3;
    private const int Error = 4;
    private const int Continued = 5;

    [ThreadStatic]
    private static Action<LlamaLogLevel, string>? sink;

    [ThreadStatic]
    private static List<string>? errors;

    [ThreadStatic]
    private static int lastLevel;

    /// <summary>Lines that the current thread causes go to this sink from now on.</summary>
    public static void UseOnThisThread(Action<LlamaLogLevel, string>? lines) => sink = lines;

    /// <summary>Forgets earlier errors; call it before a native call whose failure must be explained.</summary>
    public static void Begin() => (errors ??= []).Clear();

    /// <summary>The first error since <see cref="Begin"/>, or the given words if nothing was logged.</summary>
    public static string Cause(string otherwise) => errors is { Count: > 0 } lines ? lines[0] : otherwise;

    /// <summary>All errors since <see cref="Begin"/>.</summary>
    public static IReadOnlyList<string> Errors => errors ?? [];

    public static void Install() => LlamaApi.SetLog(&Receive, null);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Receive(int level, byte* text, void* state)
    {
        try
        {
            if (level == Continued) level = lastLevel;
            lastLevel = level;
            if (level <= Debug || text == null) return;
            Deliver(level, Marshal.PtrToStringUTF8((nint)text)!.Trim());
        }
        catch (Exception)
        {
            // An exception must not cross into native code, and a broken sink must not break the engine.
        }
    }

    private static void Deliver(int level, string line)
    {
        if (line.Length == 0) return;
        if (level == Error) (errors ??= []).Add(line);
        sink?.Invoke(
            level switch { Error => LlamaLogLevel.Error, Warning => LlamaLogLevel.Warning, _ => LlamaLogLevel.Information },
            line);
    }
}
