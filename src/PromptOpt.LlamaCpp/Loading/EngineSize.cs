using PromptOpt.LlamaCpp.Files;

namespace PromptOpt.LlamaCpp.Loading;

/// <summary>The dimensions an engine is opened with: what was asked for, or what fits.</summary>
/// <param name="ContextTokens">Tokens a sequence holds.</param>
/// <param name="Parallel">Sequences.</param>
/// <param name="Threads">Threads of a computation.</param>
internal sealed record EngineSize(int ContextTokens, int Parallel, int Threads)
{
    /// <summary>Tokens of one native call to begin with. On few cores larger ones are not faster, and a cancelled request waits for the call under way.</summary>
    public const int FewestBatchTokens = 128;

    /// <summary>Most tokens of one native call.</summary>
    public const int MostBatchTokens = 2048;

    /// <summary>Most memory for computed beginnings outside the context.</summary>
    private const long MostSavedBytes = 512L << 20;

    /// <summary>Tokens of one native call.</summary>
    public int BatchTokens { get; init; } = FewestBatchTokens;

    /// <summary>Whether <see cref="Parallel"/> and <see cref="BatchTokens"/> are only where measuring begins.</summary>
    public bool IsMeasured { get; init; }

    /// <summary>As many sequences as there is room for.</summary>
    public int MostParallel { get; init; } = Parallel;

    /// <summary>Memory for computed beginnings outside the context, in bytes.</summary>
    public long SavedBytes { get; init; } = MostSavedBytes;

    /// <summary>Where weights and key-value memory lie.</summary>
    public Placement Placement { get; init; } = Placement.Processor;

    /// <summary>How key-value memory is kept.</summary>
    public KvType KvType { get; init; } = KvType.F16;

    /// <summary>Whether attention is fused.</summary>
    public LlamaFlashAttention FlashAttention { get; init; } = LlamaFlashAttention.Off;

    /// <summary>Whether a result never depends on what is computed beside it. Known of the processor without flash attention alone.</summary>
    public bool IsRepeatable => !Placement.HasGpu && FlashAttention == LlamaFlashAttention.Off;

    /// <summary>What computes, and whatever else numbers depend on.</summary>
    /// <param name="cpuVariant">The build for this processor.</param>
    public string Describe(string cpuVariant)
    {
        var usual = Placement.HasGpu ? LlamaFlashAttention.Auto : LlamaFlashAttention.Off;
        var text = Placement.HasGpu ? Placement.Describe() : cpuVariant;
        if (KvType != KvType.F16) text += $" kv-{KvType}";
        return FlashAttention == usual ? text : $"{text} flash-{FlashAttention.ToString().ToLowerInvariant()}";
    }

    /// <summary>Works out the dimensions.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="file">The model.</param>
    /// <param name="availableBytes">Free memory of the processor.</param>
    /// <param name="placement">Where the model lies. Default: with the processor.</param>
    /// <exception cref="BadInputException">The model's heads do not fit the blocks of a quantised key-value memory.</exception>
    /// <exception cref="ContextSizeException">More context than the model was trained for.</exception>
    /// <exception cref="EngineMemoryException">It would not fit the memory.</exception>
    public static EngineSize For(LlamaOptions options, GgufFile file, long availableBytes, Placement? placement = null)
    {
        RequireWholeBlocks(options.KvType, file);
        var place = placement ?? Placement.Processor;
        var context = Context(options, file);
        var perSequence = options.KvType.Scale(file.KvBytesPerToken) * context;
        var memories = place.Memories(file, availableBytes);
        var fits = options.Parallel > 0 ? options.Parallel : memories.Min(memory => ParallelThatFits(memory, perSequence, file));
        var parallel = Math.Min(fits, options.Parallel > 0 ? fits : LlamaOptions.DefaultParallel);
        if (memories.FirstOrDefault(memory => memory.Share * (file.Length + (perSequence * (double)parallel)) > memory.FreeBytes) is { } full)
            throw TooLarge(file, perSequence * parallel, context, parallel, full);
        return new EngineSize(context, parallel, ThreadsFor(options.Threads))
        {
            IsMeasured = options.Parallel == 0,
            MostParallel = fits,
            SavedBytes = Math.Min(availableBytes / 8, MostSavedBytes),
            Placement = place,
            KvType = options.KvType,
            FlashAttention = FlashAttentionFor(options, place),
        };
    }

    private static void RequireWholeBlocks(KvType type, GgufFile file)
    {
        if (file.KeyWidth % type.BlockElements == 0 && file.ValueWidth % type.BlockElements == 0) return;
        throw new BadInputException(
            $"--kv-type: {type} keeps {type.BlockElements} numbers together, but the attention heads of {file.Path} have {file.KeyWidth} and {file.ValueWidth}. Use f16.");
    }

    private static LlamaFlashAttention FlashAttentionFor(LlamaOptions options, Placement placement)
    {
        if (options.FlashAttention != LlamaFlashAttention.Auto) return options.FlashAttention;
        if (options.KvType.IsQuantized) return LlamaFlashAttention.On;
        return placement.HasGpu ? LlamaFlashAttention.Auto : LlamaFlashAttention.Off;
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

    private static int ParallelThatFits(MemoryShare memory, long perSequence, GgufFile file)
    {
        var bytes = memory.FreeBytes - (memory.Share * file.Length);
        return perSequence == 0 ? LlamaOptions.DefaultParallel : (int)Math.Clamp(bytes / 2 / (memory.Share * perSequence), 1, LlamaOptions.MostParallel);
    }

    private static EngineMemoryException TooLarge(GgufFile file, long kvBytes, int context, int parallel, MemoryShare memory) => new(
        $"{file.Path} needs {Megabytes(memory.Share * file.Length)} MB {(memory.Name.Length > 0 ? $"of {memory.Name}memory " : "")}for its weights and " +
        $"{Megabytes(memory.Share * kvBytes)} MB for {parallel} sequences of {context} tokens, but only {Megabytes(memory.FreeBytes)} MB are free. " +
        $"Lower --parallel or --context{(memory.Name.Length > 0 ? ", give fewer --gpu-layers," : ",")} or use a smaller model.");

    private static string Megabytes(double bytes) => FormattableString.Invariant($"{bytes / 1e6:N0}");
}
