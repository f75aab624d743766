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

    [Fact]
    public void Defaults_fit_the_machine() =>
        Assert.Equal(new EngineSize(2048, 16, Environment.ProcessorCount), EngineSize.For(Defaults, File, Plenty));

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
    public void All_wrong_options_are_named_at_once()
    {
        var options = new LlamaOptions { ModelPath = "", Threads = -1, ContextTokens = 5, Parallel = 1000, ChatTemplate = " " };
        Assert.Equal(5, options.Problems().Count());
        Assert.Throws<BadInputException>(options.Validate);
    }
}
