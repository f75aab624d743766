using PromptOpt.LlamaCpp;
using PromptOpt.LlamaCpp.Files;
using PromptOpt.LlamaCpp.Loading;

namespace PromptOpt.Tests.LlamaCpp.Loading;

public sealed class EngineSizeTests
{
    private const long Plenty = 64L << 30;
    private static readonly LlamaOptions Defaults = new() { ModelPath = "model.gguf" };

    // 2 layers x 4 heads x (16 + 16) x 2 bytes = 512 bytes a token.
    private static readonly GgufFile File = new("model.gguf", 1_000_000, new Dictionary<string, object>
    {
        ["general.architecture"] = "llama",
        ["llama.context_length"] = 8192,
        ["llama.block_count"] = 2,
        ["llama.embedding_length"] = 64,
        ["llama.attention.head_count"] = 4,
    });

    private static readonly GgufFile Wide = new("model.gguf", 1_000_000, new Dictionary<string, object>
    {
        ["general.architecture"] = "llama",
        ["llama.context_length"] = 8192,
        ["llama.block_count"] = 2,
        ["llama.embedding_length"] = 64,
        ["llama.attention.head_count"] = 2,
    });

    [Fact]
    public void Defaults_fit_the_machine() =>
        Assert.Equal(new EngineSize(2048, 16, Environment.ProcessorCount) { IsMeasured = true, MostParallel = 64 }, EngineSize.For(Defaults, File, Plenty));

    [Fact]
    public void What_was_asked_for_is_not_measured() =>
        Assert.Equal(new EngineSize(2048, 8, Environment.ProcessorCount), EngineSize.For(Defaults with { Parallel = 8 }, File, Plenty));

    [Fact]
    public void Short_memory_means_fewer_sequences() =>
        Assert.Equal(4, EngineSize.For(Defaults, File, 1_000_000 + (2 * 4 * 2048 * 512)).Parallel);

    [Fact]
    public void Sequences_that_were_asked_for_are_refused_with_numbers_when_they_do_not_fit()
    {
        var exception = Assert.Throws<EngineMemoryException>(
            () => EngineSize.For(Defaults with { Parallel = 64 }, File, 20_000_000));
        Assert.Contains("67 MB for 64 sequences of 2048 tokens", exception.Message, StringComparison.Ordinal);
        Assert.Contains("only 20 MB are free", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--parallel", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_context_than_the_model_was_trained_for_is_refused()
    {
        var exception = Assert.Throws<ContextSizeException>(() => EngineSize.For(Defaults with { ContextTokens = 9000 }, File, Plenty));
        Assert.Contains("trained for 8192", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quantised_key_value_memory_is_smaller_and_turns_flash_attention_on()
    {
        var size = EngineSize.For(Defaults with { KvType = KvType.Find("q8_0")! }, Wide, 1_000_000 + (2 * 4 * 2048 * 512));
        Assert.Equal((7, LlamaFlashAttention.On, false), (size.Parallel, size.FlashAttention, size.IsRepeatable));
        Assert.Equal("cpu-zen4 kv-q8_0 flash-on", size.Describe("cpu-zen4"));
    }

    [Fact]
    public void Blocks_that_do_not_fit_the_heads_are_refused()
    {
        var failure = Assert.Throws<BadInputException>(() => EngineSize.For(Defaults with { KvType = KvType.Find("q4_0")! }, File, Plenty));
        Assert.Contains("32 numbers together, but the attention heads of model.gguf have 16 and 16", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_processor_nothing_is_changed_and_results_are_repeatable()
    {
        var size = EngineSize.For(Defaults, File, Plenty);
        Assert.Equal((KvType.F16, LlamaFlashAttention.Off, true, "cpu-zen4"), (size.KvType, size.FlashAttention, size.IsRepeatable, size.Describe("cpu-zen4")));
    }

    [Fact]
    public void On_a_gpu_its_memory_is_the_limit()
    {
        var placement = Placement.For(Defaults, [Gpu(1_000_000 + (2 * 4 * 2048 * 512))]);
        var size = EngineSize.For(Defaults, File, availableBytes: 0, placement);
        Assert.Equal((4, LlamaFlashAttention.Auto, false), (size.Parallel, size.FlashAttention, size.IsRepeatable));
        Assert.Equal("cuda Big GPU", size.Describe("cpu-zen4"));
        var failure = Assert.Throws<EngineMemoryException>(() => EngineSize.For(Defaults with { Parallel = 16 }, File, Plenty, placement));
        Assert.Contains("of GPU memory", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--gpu-layers", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_part_of_the_layers_both_memories_count()
    {
        var options = Defaults with { GpuLayers = 1, Parallel = 16 }; // of two layers and the output
        var placement = Placement.For(options, [Gpu(Plenty)]);
        Assert.Equal("cuda Big GPU 1-layers", EngineSize.For(options, File, 13_000_000, placement).Describe(""));
        var failure = Assert.Throws<EngineMemoryException>(() => EngineSize.For(options, File, 10_000_000, placement));
        Assert.Contains("needs 1 MB for its weights and 11 MB for 16 sequences", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_options_are_named_at_once()
    {
        var options = new LlamaOptions { ModelPath = "", Threads = -1, ContextTokens = 5, Parallel = 1000, ChatTemplate = " " };
        Assert.Equal(5, options.Problems().Count());
        Assert.Throws<BadInputException>(options.Validate);
    }

    private static ComputeDevice Gpu(long freeBytes) => new(1, LlamaDevice.Cuda, "CUDA0", "Big GPU", freeBytes, IsIntegrated: false);
}
