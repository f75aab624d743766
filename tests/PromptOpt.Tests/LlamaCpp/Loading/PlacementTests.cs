using PromptOpt.LlamaCpp;
using PromptOpt.LlamaCpp.Loading;

namespace PromptOpt.Tests.LlamaCpp.Loading;

public sealed class PlacementTests
{
    private static readonly LlamaOptions Defaults = new() { ModelPath = "model.gguf" };
    private static readonly ComputeDevice[] Two = [Gpu(0), Gpu(1)];

    [Fact]
    public void All_gpus_share_by_layers_unless_asked_otherwise()
    {
        var placement = Placement.For(Defaults, Two);
        Assert.Equal((2, LlamaSplitMode.Layer, "cuda GPU 0 x2"), (placement.Devices.Count, placement.SplitMode, placement.Describe()));
    }

    [Fact]
    public void A_main_gpu_is_used_alone()
    {
        var placement = Placement.For(Defaults with { MainGpu = 1 }, Two);
        Assert.Equal((LlamaSplitMode.None, "GPU 1"), (placement.SplitMode, Assert.Single(placement.Devices).Description));
        Assert.Equal("GPU 0", Assert.Single(Placement.For(Defaults with { SplitMode = LlamaSplitMode.None }, Two).Devices).Description);
    }

    [Fact]
    public void A_gpu_that_is_not_there_is_refused_with_a_list()
    {
        var failure = Assert.Throws<BadInputException>(() => Placement.For(Defaults with { MainGpu = 2 }, Two));
        Assert.Contains("must be 0 to 1 here, but is 2. There is: 0 GPU 0, 1 GPU 1", failure.Message, StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => Placement.For(Defaults with { TensorSplit = [1, 1, 1] }, Two));
    }

    [Fact]
    public void Without_a_gpu_the_options_about_it_are_said_to_have_no_effect()
    {
        var notes = new List<string>();
        Assert.Same(Placement.Processor, Placement.For(Defaults with { Note = notes.Add }, []));
        Assert.Empty(notes);
        Assert.Same(Placement.Processor, Placement.For(Defaults with { GpuLayers = 3, Note = notes.Add }, []));
        Assert.Contains("no GPU is used", Assert.Single(notes), StringComparison.Ordinal);
    }

    private static ComputeDevice Gpu(int number) => new(number + 1, LlamaDevice.Cuda, $"CUDA{number}", $"GPU {number}", 1_000_000, IsIntegrated: false);
}
