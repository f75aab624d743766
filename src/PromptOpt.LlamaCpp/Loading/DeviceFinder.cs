using PromptOpt.LlamaCpp.Native;
using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.LlamaCpp.Loading;

/// <summary>Finds the GPUs to compute on, loading the runtimes that reach them.</summary>
/// <param name="store">The installed runtimes.</param>
/// <param name="source">What loads them and lists GPUs.</param>
internal sealed class DeviceFinder(RuntimeStore store, IDeviceSource source)
{
    private static readonly LlamaDevice[] Order = [LlamaDevice.Cuda, LlamaDevice.Vulkan, LlamaDevice.Metal];

    /// <summary>Finds the GPUs that the options ask for; none for the processor.</summary>
    /// <exception cref="DeviceUnusableException">A device that was named cannot be used.</exception>
    /// <exception cref="NativeLibraryException">The libraries themselves are missing.</exception>
    public static IReadOnlyList<ComputeDevice> Find(LlamaOptions options)
    {
        if (options.Device == LlamaDevice.Cpu) return [];
        NativeLog.UseOnThisThread(options.Log);
        try
        {
            var store = options.RuntimesFolder is { } folder ? new RuntimeStore(folder) : RuntimeStore.Default;
            return new DeviceFinder(store, new NativeDeviceSource()).Find(options.Device, options.Note);
        }
        finally
        {
            NativeLog.UseOnThisThread(null);
        }
    }

    /// <summary>Finds the GPUs of a device.</summary>
    public IReadOnlyList<ComputeDevice> Find(LlamaDevice device, Action<string>? note)
    {
        if (device != LlamaDevice.Auto)
        {
            var found = Try(device, out var problem);
            return found.Count > 0 ? found : throw new DeviceUnusableException($"--device {Word(device)} cannot be used: {problem}. --device cpu always works.");
        }

        var problems = new List<string>();
        foreach (var kind in Order)
        {
            if (Try(kind, out var problem) is { Count: > 0 } found) return found;
            if (Installed(kind).Count > 0) problems.Add(problem);
        }

        if (problems.Count > 0) note?.Invoke($"computing on the processor: {string.Join("; ", problems)}");
        return [];
    }

    /// <summary>Why an installed runtime cannot be used; null if it can.</summary>
    public string? ProblemOf(RuntimePackage package)
    {
        if (package.Kind == RuntimeKind.Cpu) return null;
        if (source.Load(package, store.Folder(package)) is { } problem) return problem;
        return Present(KindOf(package)).Count > 0 ? null : RuntimeNeeds.ExplainNoDevice(package, source.Complaint);
    }

    private List<ComputeDevice> Try(LlamaDevice kind, out string problem)
    {
        problem = "";
        var found = Present(kind);
        if (found.Count > 0) return found;
        var problems = new List<string>();
        foreach (var package in Installed(kind))
        {
            if (ProblemOf(package) is not { } reason) return Present(kind);
            problems.Add(reason);
        }

        problem = problems.Count > 0 ? string.Join("; ", problems) : NotInstalled(kind);
        return [];
    }

    /// <summary>The GPUs of a kind; those that share the processor's memory only where there are no others.</summary>
    private List<ComputeDevice> Present(LlamaDevice kind)
    {
        var all = source.Gpus().Where(gpu => gpu.Kind == kind).Take(LlamaOptions.MostGpus).ToList();
        return all.Any(gpu => !gpu.IsIntegrated) ? [.. all.Where(gpu => !gpu.IsIntegrated)] : all;
    }

    private List<RuntimePackage> Installed(LlamaDevice kind) => [.. RuntimeCatalog.For().Where(p => p.Kind != RuntimeKind.Cpu && KindOf(p) == kind && store.Has(p))];

    private static LlamaDevice KindOf(RuntimePackage package) => package.Kind == RuntimeKind.Vulkan ? LlamaDevice.Vulkan : LlamaDevice.Cuda;

    private static string NotInstalled(LlamaDevice kind)
    {
        if (kind == LlamaDevice.Metal) return "there is no Metal GPU; only Macs with Apple silicon have one";
        return RuntimeCatalog.For().Any(p => p.Kind != RuntimeKind.Cpu && KindOf(p) == kind)
            ? $"its runtime is not installed; run promptopt runtime install {Word(kind)}"
            : $"there is no {Word(kind)} runtime for {RuntimeCatalog.Platform}";
    }

    private static string Word(LlamaDevice device) => device.ToString().ToLowerInvariant();
}
