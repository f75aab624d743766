namespace PromptOpt.LlamaCpp.Runtimes;

/// <summary>What a runtime needs of the system, and what to do where it is missing.</summary>
internal static class RuntimeNeeds
{
    /// <summary>Puts into words why a runtime could not be loaded.</summary>
    /// <param name="package">Which.</param>
    /// <param name="cause">What the system said.</param>
    /// <param name="isThere">Whether a library of the system can be loaded.</param>
    public static string Explain(RuntimePackage package, string cause, Func<string, bool> isThere)
    {
        var driver = Driver(package);
        var hasDriver = isThere(driver);
        var libraries = Libraries(package).Where(name => !isThere(name)).ToList();
        if (hasDriver && libraries.Count == 0) return $"the runtime {package.Word} cannot be loaded ({cause}); remove it and install it again";
        var missing = hasDriver ? libraries : [driver, .. libraries];
        var remedies = new List<string>();
        if (!hasDriver) remedies.Add(package.Kind == RuntimeKind.Vulkan ? "the GPU's driver and the Vulkan loader (libvulkan1)" : "the NVIDIA driver");
        if (libraries.Count > 0) remedies.Add($"the runtime libraries of CUDA {CudaVersion(package)} (cudart and cublas)");
        var advice = $"install {string.Join(" and ", remedies)}";
        if (hasDriver && package.Kind == RuntimeKind.Cuda) advice += ", or, where CUDA 12 is installed, run promptopt runtime install cuda12";
        return $"the runtime {package.Word} needs {string.Join(", ", missing)}, missing here; {advice}";
    }

    /// <summary>Puts into words that a runtime was loaded and found nothing.</summary>
    public static string ExplainNoDevice(RuntimePackage package, string complaint)
    {
        var check = package.Kind == RuntimeKind.Vulkan ? "vulkaninfo --summary (software renderers do not count)" : "nvidia-smi";
        return $"the runtime {package.Word} finds no GPU{(complaint.Length > 0 ? $" ({complaint})" : "")}; check with {check}";
    }

    private static string Driver(RuntimePackage package) => (package.Kind, IsWindows(package)) switch
    {
        (RuntimeKind.Vulkan, true) => "vulkan-1.dll",
        (RuntimeKind.Vulkan, false) => "libvulkan.so.1",
        (_, true) => "nvcuda.dll",
        _ => "libcuda.so.1",
    };

    private static string[] Libraries(RuntimePackage package) => (package.Kind, IsWindows(package)) switch
    {
        (RuntimeKind.Vulkan, _) => [],
        (RuntimeKind.Cuda, true) => ["cublas64_13.dll"],
        (_, true) => ["cudart64_12.dll", "cublas64_12.dll"],
        _ => [$"libcudart.so.{CudaVersion(package)}", $"libcublas.so.{CudaVersion(package)}"],
    };

    private static int CudaVersion(RuntimePackage package) => package.Kind == RuntimeKind.Cuda ? 13 : 12;

    private static bool IsWindows(RuntimePackage package) => package.Platform.StartsWith("win", StringComparison.Ordinal);
}
