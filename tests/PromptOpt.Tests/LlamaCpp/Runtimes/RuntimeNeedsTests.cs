using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.Tests.LlamaCpp.Runtimes;

public sealed class RuntimeNeedsTests
{
    private static readonly RuntimePackage Cuda = RuntimeCatalog.Find(RuntimeKind.Cuda, "linux-x64");

    [Fact]
    public void Everything_that_is_missing_is_named_with_what_to_install()
    {
        var text = RuntimeNeeds.Explain(Cuda, "libcudart.so.13: cannot open", _ => false);
        Assert.Contains("needs libcuda.so.1, libcudart.so.13, libcublas.so.13, missing here", text, StringComparison.Ordinal);
        Assert.Contains("install the NVIDIA driver and the runtime libraries of CUDA 13", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_cuda_13_is_missing_cuda_12_is_offered()
    {
        var text = RuntimeNeeds.Explain(Cuda, "libcudart.so.13: cannot open", name => name == "libcuda.so.1");
        Assert.Contains("promptopt runtime install cuda12", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NVIDIA driver", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_told_in_the_words_of_the_system() =>
        Assert.Contains("(undefined symbol: x)", RuntimeNeeds.Explain(Cuda, "undefined symbol: x", _ => true), StringComparison.Ordinal);

    [Theory]
    [InlineData("win-x64", RuntimeKind.Cuda, "nvcuda.dll, cublas64_13.dll")]
    [InlineData("win-x64", RuntimeKind.Cuda12, "nvcuda.dll, cudart64_12.dll, cublas64_12.dll")]
    [InlineData("win-x64", RuntimeKind.Vulkan, "vulkan-1.dll")]
    [InlineData("linux-x64", RuntimeKind.Cuda12, "libcuda.so.1, libcudart.so.12, libcublas.so.12")]
    [InlineData("linux-x64", RuntimeKind.Vulkan, "libvulkan.so.1")]
    public void Each_package_has_its_needs(string platform, RuntimeKind kind, string missing) =>
        Assert.Contains($"needs {missing}, missing here", RuntimeNeeds.Explain(RuntimeCatalog.Find(kind, platform), "", _ => false), StringComparison.Ordinal);
}
