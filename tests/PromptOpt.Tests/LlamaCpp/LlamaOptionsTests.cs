using PromptOpt.LlamaCpp;

namespace PromptOpt.Tests.LlamaCpp;

public sealed class LlamaOptionsTests
{
    private static readonly LlamaOptions Defaults = new() { ModelPath = "model.gguf" };

    [Fact]
    public void The_defaults_are_fine() => Assert.Empty(Defaults.Problems());

    [Fact]
    public void Every_device_and_type_of_key_value_memory_is_fine()
    {
        foreach (var device in Enum.GetValues<LlamaDevice>()) Assert.Empty((Defaults with { Device = device }).Problems());
        foreach (var type in KvType.All) Assert.Empty((Defaults with { KvType = type, FlashAttention = LlamaFlashAttention.On }).Problems());
    }

    public static TheoryData<LlamaOptions, string> Wrong => new()
    {
        { Defaults with { Device = (LlamaDevice)9 }, "device: must be auto, cpu, cuda, vulkan or metal, but is 9" },
        { Defaults with { Device = LlamaDevice.Cpu, GpuLayers = 3 }, "need a GPU, but the device is cpu" },
        { Defaults with { Device = LlamaDevice.Cpu, TensorSplit = [1] }, "need a GPU, but the device is cpu" },
        { Defaults with { GpuLayers = -1 }, "gpu-layers: must be at least 0, but is -1" },
        { Defaults with { MainGpu = 16 }, "main-gpu: must be 0 to 15, but is 16" },
        { Defaults with { MainGpu = 0, SplitMode = LlamaSplitMode.Layer }, "split-mode cannot be layer" },
        { Defaults with { SplitMode = (LlamaSplitMode)2 }, "split-mode: must be none or layer, but is 2" },
        { Defaults with { TensorSplit = [0, 0] }, "tensor-split: must be shares" },
        { Defaults with { TensorSplit = [1, -1] }, "tensor-split: must be shares" },
        { Defaults with { TensorSplit = [1, double.NaN] }, "tensor-split: must be shares" },
        { Defaults with { TensorSplit = [1, double.PositiveInfinity] }, "tensor-split: must be shares" },
        { Defaults with { TensorSplit = new double[17] }, "tensor-split: must be at most 16 shares, but is 17" },
        { Defaults with { TensorSplit = [1, 1], SplitMode = LlamaSplitMode.None }, "tensor-split: needs several GPUs" },
        { Defaults with { FlashAttention = (LlamaFlashAttention)7 }, "flash-attention: must be auto, on or off" },
        { Defaults with { KvType = KvType.Find("q8_0")!, FlashAttention = LlamaFlashAttention.Off }, "kv-type: q8_0 needs flash attention" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_value_is_named_with_its_bounds(LlamaOptions options, string problem) =>
        Assert.Contains(options.Problems(), text => text.Contains(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("f16", 1000)]
    [InlineData("f32", 2000)]
    [InlineData("q8_0", 531)]
    [InlineData("q4_0", 281)]
    public void The_size_of_key_value_memory_follows_its_type(string name, long bytes) => Assert.Equal(bytes, KvType.Find(name)!.Scale(1000));
}
