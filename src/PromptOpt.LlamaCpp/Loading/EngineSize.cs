using PromptOpt.LlamaCpp.Files;

namespace PromptOpt.LlamaCpp.Loading;

/// <summary>The dimensions an engine is opened with: what was asked for, or what fits.</summary>
/// <param name="ContextTokens">Tokens a sequence holds.</param>
/// <param name="Parallel">Sequences.</param>
/// <param name="Threads">Threads of a computation.</param>
internal sealed record EngineSize(int ContextTokens, int Parallel, int Threads)
{
    /// <summary>Memory for computed beginnings outside the context, in bytes.</summary>
    public long SavedBytes { get; init; } = MostSavedBytes;

    /// <summary>Tokens of one native call. Larger ones are not faster, and a cancelled request waits for the call under way.</summary>
    public const int BatchTokens = 128;

    /// <summary>Most memory for computed beginnings outside the context.</summary>
    private const long MostSavedBytes = 512L << 20;

    /// <summary>Works out the dimensions.</summary>
    /// <exception cref="ContextSizeException">More context than the model was trained for.</exception>
    /// <exception cref="EngineMemoryException">It would not fit the memory.</exception>
    public static EngineSize For(LlamaOptions options, GgufFile file, long availableBytes)
    {
        var context = Context(options, file);
        var perSequence = file.KvBytesPerToken * context;
        var parallel = options.Parallel > 0 ? options.Parallel : ParallelThatFits(perSequence, availableBytes - file.Length);
        var needed = file.Length + (perSequence * parallel);
        if (needed > availableBytes) throw TooLarge(file, context, parallel, availableBytes);
        return new EngineSize(context, parallel, ThreadsFor(options.Threads)) { SavedBytes = Math.Clamp((availableBytes - needed) / 8, 0, MostSavedBytes) };
    }

    private static int Context(LlamaOptions options, GgufFile file)
    {
        var trained = file.TrainedContext > 0 ? file.TrainedContext : int.MaxValue;
        if (options.ContextTokens == 0) return Math.Min(trained, LlamaOptions.DefaultContext);
        if (options.ContextTokens <= trained) return options.ContextTokens;
        throw new ContextSizeException(
            $"A context of {options.ContextTokens} tokens was asked for, but {file.Path} was trained for {trained}. Lower --context.");
    }

    // More threads than cores would wait for each other's time slices in every step.
    private static int ThreadsFor(int wanted) => wanted == 0 ? Environment.ProcessorCount : Math.Min(wanted, Environment.ProcessorCount);

    private static int ParallelThatFits(long perSequence, long bytes) =>
        perSequence == 0 ? LlamaOptions.DefaultParallel : (int)Math.Clamp(bytes / 2 / perSequence, 1, LlamaOptions.DefaultParallel);

    private static EngineMemoryException TooLarge(GgufFile file, int context, int parallel, long available) => new(
        $"{file.Path} needs {Megabytes(file.Length)} MB for its weights and {Megabytes(file.KvBytesPerToken * context * parallel)} MB for " +
        $"{parallel} sequences of {context} tokens, but only {Megabytes(available)} MB are free. Lower --parallel or --context, or use a smaller model.");

    private static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:N0}");
}
