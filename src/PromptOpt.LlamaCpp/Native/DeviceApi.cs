using System.Runtime.InteropServices;

namespace PromptOpt.LlamaCpp.Native;

/// <summary>The functions about devices; those outside the main library's surface live in ggml and ggml-base.</summary>
internal static unsafe partial class DeviceApi
{
    public const string GgmlBase = "ggml-base";

    [LibraryImport(LlamaApi.Ggml, EntryPoint = "ggml_backend_dev_count")]
    public static partial nuint Count();

    [LibraryImport(LlamaApi.Ggml, EntryPoint = "ggml_backend_dev_get")]
    public static partial nint Get(nuint index);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_backend_dev_get_props")]
    public static partial void Properties(nint device, DeviceProperties* properties);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_backend_dev_backend_reg")]
    public static partial nint Backend(nint device);

    [LibraryImport(GgmlBase, EntryPoint = "ggml_backend_reg_name")]
    public static partial byte* BackendName(nint backend);

    [LibraryImport(LlamaApi.Ggml, EntryPoint = "ggml_backend_load", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint LoadBackend(string path);
}
