using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Native;

/// <summary>
/// Asks a library for its default parameters and checks that they lie where this binding expects them, so that a build with another
/// layout is refused rather than corrupting memory.
/// </summary>
internal static unsafe class LayoutProbe
{
    private const byte Poison = 0xAA;

    public static void Check(nint library, string path)
    {
        if (!Matches(library))
            throw new NativeLibraryException(
                $"{path} says it is a known version, but its parameter layout differs. Use an unmodified build of llama.cpp 0.4.0 or 0.5.0.");
    }

    private static bool Matches(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "llama_model_default_params", out var model) ||
            !NativeLibrary.TryGetExport(library, "llama_context_default_params", out var context))
            return false;

        // On x64 a large result is written through a hidden first argument, so the callee's size can be seen in a poisoned buffer.
        if (RuntimeInformation.ProcessArchitecture == Architecture.X64 &&
            (LastByteWritten(model) != 77 || LastByteWritten(context) != Unsafe.SizeOf<ContextParameters>() - 1))
            return false;

        // Elsewhere the hidden argument has its own register, so only the typed call is possible and its values must do.
        var models = ((delegate* unmanaged[Cdecl]<ModelParameters>)model)();
        var contexts = ((delegate* unmanaged[Cdecl]<ContextParameters>)context)();
        return HasKnownDefaults(models) && HasKnownDefaults(contexts);
    }

    private static int LastByteWritten(nint function)
    {
        const int size = 1024;
        var buffer = stackalloc byte[size];
        new Span<byte>(buffer, size).Fill(Poison);
        ((delegate* unmanaged[Cdecl]<void*, void*>)function)(buffer);
        return new ReadOnlySpan<byte>(buffer, size).LastIndexOfAnyExcept(Poison);
    }

    private static bool HasKnownDefaults(in ModelParameters model) =>
        model is { GpuLayers: -1, SplitMode: 1, LoadMode: -1, LazyMode: 1, MainGpu: 0, VocabularyOnly: 0, UseExtraBuffers: 1 };

    private static bool HasKnownDefaults(in ContextParameters context) =>
        context is
        {
            ContextTokens: 512, BatchTokens: 2048, MicroBatchTokens: 512, Sequences: 1, Threads: 4, BatchThreads: 4,
            YarnExtensionFactor: -1, YarnAttentionFactor: -1, YarnBetaFast: -1, YarnBetaSlow: -1,
            KeyType: 1, ValueType: 1, OffloadKqv: 1, SwaFull: 1, UnifiedKv: 0, OtherContext: 0,
        };
}
