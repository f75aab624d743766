using PromptOpt.LlamaCpp;
using PromptOpt.LlamaCpp.Loading;
using PromptOpt.LlamaCpp.Runtimes;

namespace PromptOpt.Tests.LlamaCpp.Loading;

public sealed class DeviceFinderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeSource _source = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_any_runtime_the_processor_is_used_and_nothing_is_said()
    {
        Assert.Empty(Find(LlamaDevice.Auto));
        Assert.Empty(_notes);
        Assert.Empty(_source.Loaded);
    }

    [Fact]
    public void A_device_without_its_runtime_is_refused_with_the_command_that_installs_it()
    {
        var failure = Assert.Throws<DeviceUnusableException>(() => Find(LlamaDevice.Cuda));
        Assert.Equal(1, failure.ExitCode);
        Assert.Contains(
            RuntimeCatalog.For().Any(p => p.Kind == RuntimeKind.Cuda) ? "promptopt runtime install cuda" : "there is no cuda runtime for", failure.Message, StringComparison.Ordinal);
    }

    [SkippableOnOtherPlatforms]
    public void An_unusable_runtime_is_told_once_in_one_line_and_the_processor_is_used()
    {
        Install(RuntimeKind.Cuda, RuntimeKind.Vulkan);
        _source.Problems[RuntimeKind.Cuda] = "cuda lacks libcuda.so.1";
        Assert.Empty(Find(LlamaDevice.Auto));
        var note = Assert.Single(_notes);
        Assert.Equal(
            "computing on the processor: cuda lacks libcuda.so.1; the runtime vulkan finds no GPU (no driver); check with vulkaninfo --summary (software renderers do not count)", note);
    }

    [SkippableOnOtherPlatforms]
    public void A_named_device_that_cannot_be_used_is_refused_with_the_reason()
    {
        Install(RuntimeKind.Cuda);
        _source.Problems[RuntimeKind.Cuda] = "cuda lacks libcuda.so.1";
        Assert.Contains("--device cuda cannot be used: cuda lacks libcuda.so.1", Assert.Throws<DeviceUnusableException>(() => Find(LlamaDevice.Cuda)).Message, StringComparison.Ordinal);
    }

    [SkippableOnOtherPlatforms]
    public void Cuda_comes_before_vulkan_and_is_enough()
    {
        Install(RuntimeKind.Cuda, RuntimeKind.Vulkan);
        _source.Brings[RuntimeKind.Cuda] = [Gpu("CUDA0", LlamaDevice.Cuda)];
        _source.Brings[RuntimeKind.Vulkan] = [Gpu("Vulkan0", LlamaDevice.Vulkan)];
        Assert.Equal("CUDA0", Assert.Single(Find(LlamaDevice.Auto)).Name);
        Assert.Equal([RuntimeKind.Cuda], _source.Loaded);
    }

    [SkippableOnOtherPlatforms]
    public void Where_cuda_13_fails_cuda_12_is_tried()
    {
        Install(RuntimeKind.Cuda, RuntimeKind.Cuda12);
        _source.Problems[RuntimeKind.Cuda] = "no CUDA 13";
        _source.Brings[RuntimeKind.Cuda12] = [Gpu("CUDA0", LlamaDevice.Cuda)];
        Assert.Single(Find(LlamaDevice.Cuda));
        Assert.Single(Find(LlamaDevice.Auto));
        Assert.Empty(_notes);
    }

    [Fact]
    public void Gpus_that_share_the_memory_of_the_processor_are_used_only_where_there_are_no_others()
    {
        _source.Present.Add(Gpu("Vulkan0", LlamaDevice.Vulkan) with { IsIntegrated = true });
        Assert.Equal("Vulkan0", Assert.Single(Find(LlamaDevice.Auto)).Name);
        _source.Present.Add(Gpu("Vulkan1", LlamaDevice.Vulkan));
        Assert.Equal("Vulkan1", Assert.Single(Find(LlamaDevice.Auto)).Name);
    }

    [Fact]
    public void Metal_needs_no_runtime()
    {
        _source.Present.Add(Gpu("MTL0", LlamaDevice.Metal));
        Assert.Equal("MTL0", Assert.Single(Find(LlamaDevice.Metal)).Name);
        Assert.Equal("MTL0", Assert.Single(Find(LlamaDevice.Auto)).Name);
    }

    private static ComputeDevice Gpu(string name, LlamaDevice kind) => new(1, kind, name, "Big GPU", 1, IsIntegrated: false);

    private void Install(params RuntimeKind[] kinds)
    {
        foreach (var kind in kinds) Directory.CreateDirectory(new RuntimeStore(_folder.Path).Folder(RuntimeCatalog.Find(kind)));
    }

    private IReadOnlyList<ComputeDevice> Find(LlamaDevice device) => new DeviceFinder(new RuntimeStore(_folder.Path), _source).Find(device, _notes.Add);

    private sealed class FakeSource : IDeviceSource
    {
        public List<ComputeDevice> Present { get; } = [];

        public Dictionary<RuntimeKind, string> Problems { get; } = [];

        public Dictionary<RuntimeKind, ComputeDevice[]> Brings { get; } = [];

        public List<RuntimeKind> Loaded { get; } = [];

        public string Complaint => "no driver";

        public IReadOnlyList<ComputeDevice> Gpus() => Present;

        public string? Load(RuntimePackage package, string folder)
        {
            if (Problems.TryGetValue(package.Kind, out var problem)) return problem;
            Loaded.Add(package.Kind);
            Present.AddRange(Brings.GetValueOrDefault(package.Kind, []));
            return null;
        }
    }

    /// <summary>Only some platforms have runtimes for GPUs.</summary>
    private sealed class SkippableOnOtherPlatformsAttribute : FactAttribute
    {
        public SkippableOnOtherPlatformsAttribute()
        {
            if (RuntimeCatalog.For().All(p => p.Kind != RuntimeKind.Cuda)) Skip = $"there is no CUDA runtime for {RuntimeCatalog.Platform}";
        }
    }
}
