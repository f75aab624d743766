using System.Runtime.InteropServices;
using PromptOpt.LlamaCpp.Native;
using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.LlamaCpp.Loading;

/// <summary>The GPUs that llama.cpp reports.</summary>
internal sealed unsafe class NativeDeviceSource : IDeviceSource
{
    private const int Gpu = 1; // GGML_BACKEND_DEVICE_TYPE_GPU
    private const int IntegratedGpu = 2; // GGML_BACKEND_DEVICE_TYPE_IGPU

    // Vulkan drivers that compute on the processor; llama.cpp leaves them out unless GGML_VK_VISIBLE_DEVICES names them.
    private static readonly string[] Software = ["llvmpipe", "lavapipe", "SwiftShader", "Software Rasterizer"];

    private readonly string version = LlamaLibrary.EnsureLoaded();

    public string Complaint => NativeLog.Cause("");

    public IReadOnlyList<ComputeDevice> Gpus()
    {
        var found = new List<ComputeDevice>();
        for (nuint i = 0; i < DeviceApi.Count(); i++)
        {
            var handle = DeviceApi.Get(i);
            DeviceProperties properties;
            DeviceApi.Properties(handle, &properties);
            if (properties.Type is not (Gpu or IntegratedGpu) || KindOf(handle) is not { } kind) continue;
            var description = Text(properties.Description);
            if (Software.Any(name => description.Contains(name, StringComparison.OrdinalIgnoreCase))) continue;
            found.Add(new(handle, kind, Text(properties.Name), description, (long)properties.FreeBytes, properties.Type == IntegratedGpu));
        }

        return found;
    }

    public string? Load(RuntimePackage package, string folder)
    {
        if (version != RuntimeCatalog.LlamaVersion)
            return $"the runtime {package.Word} is of llama.cpp {RuntimeCatalog.LlamaVersion}, but {LlamaLibrary.DirectoryVariable} points to {version}; unset it";
        return LlamaLibrary.LoadBackend(Path.Combine(folder, package.Library)) is { } cause
            ? RuntimeNeeds.Explain(package, cause, name => NativeLibrary.TryLoad(name, out _))
            : null;
    }

    private static LlamaDevice? KindOf(nint device) => Text(DeviceApi.BackendName(DeviceApi.Backend(device))) switch
    {
        "CUDA" => LlamaDevice.Cuda,
        "Vulkan" => LlamaDevice.Vulkan,
        "MTL" or "Metal" => LlamaDevice.Metal,
        _ => null,
    };

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
