using System.Text.Json;

namespace PromptOpt.Benchmarks;

/// <summary>How node-llama-cpp is set up; what each setting means is told in <c>node/serve.mjs</c>. Batches, flash attention and order are its own defaults.</summary>
internal sealed record NodeSettings
{
    public required string Model { get; init; }

    public required int Threads { get; init; }

    public int Sequences { get; init; } = 8;

    public int ContextTokens { get; init; } = 1024;

    public int BatchTokens { get; init; } = 512;

    /// <summary>auto or off.</summary>
    public string FlashAttention { get; init; } = "auto";

    public string Order { get; init; } = "maximumParallelism";

    /// <summary>Short name for tables.</summary>
    public string Name => $"flash {FlashAttention} batch {BatchTokens} {(Order == "firstInFirstOut" ? "fifo" : "parallel")}";

    /// <summary>As serve.mjs takes them.</summary>
    public string ToJson() => JsonSerializer.Serialize(new
    {
        model = Model,
        threads = Threads,
        sequences = Sequences,
        contextTokens = ContextTokens,
        batchTokens = BatchTokens,
        flash = FlashAttention == "off" ? (object)false : FlashAttention,
        order = Order,
    });
}
