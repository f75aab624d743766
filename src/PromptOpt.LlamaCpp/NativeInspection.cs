using System.Diagnostics;
using System.Runtime.InteropServices;
using PromptOpt.LlamaCpp.Loading;
using PromptOpt.LlamaCpp.Native;
using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.LlamaCpp;

/// <summary>Looks at the native library without loading a model.</summary>
public static class NativeInspection
{
    private const string VariantMark = "ggml-cpu-";

    /// <summary>Loads the library and the installed runtimes, if that has not happened yet, and reports what they offer.</summary>
    /// <exception cref="NativeLibraryException">It is missing or of an unknown version.</exception>
    public static NativeReport Inspect()
    {
        string version = LlamaLibrary.EnsureLoaded();
        var runtimes = RuntimeStore.Default.List().Where(runtime => runtime.Package is not null).Select(Describe).ToArray();
        var devices = Enumerable.Range(0, (int)DeviceApi.Count()).Select(Describe).ToArray();
        string folder = LlamaLibrary.ChooseDirectory(Environment.GetEnvironmentVariable(LlamaLibrary.DirectoryVariable));
        return new(folder, version, CpuVariant(), devices) { Runtimes = runtimes };
    }

    private static RuntimeReport Describe(InstalledRuntime runtime) => new(
        runtime.Word, runtime.Folder, runtime.Bytes, new DeviceFinder(RuntimeStore.Default, new NativeDeviceSource()).ProblemOf(runtime.Package!));

    private static unsafe NativeDevice Describe(int index)
    {
        DeviceProperties properties;
        DeviceApi.Properties(DeviceApi.Get((nuint)index), &properties);
        return new(
            Marshal.PtrToStringUTF8((nint)properties.Name) ?? "",
            Marshal.PtrToStringUTF8((nint)properties.Description) ?? "",
            (long)properties.FreeBytes,
            (long)properties.TotalBytes);
    }

    /// <summary>The library keeps only the variant that fits loaded, so the loaded file tells it.</summary>
    private static string CpuVariant()
    {
        using var process = Process.GetCurrentProcess();
        var file = process.Modules.Cast<ProcessModule>().Select(m => Path.GetFileNameWithoutExtension(m.FileName))
            .FirstOrDefault(name => name.Contains(VariantMark, StringComparison.Ordinal));
        return file is null ? "built in" : file[(file.IndexOf(VariantMark, StringComparison.Ordinal) + VariantMark.Length)..];
    }
}
