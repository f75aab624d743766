namespace PromptOpt.LlamaCpp;

/// <summary>How to open a local model.</summary>
public sealed record LlamaOptions
{
    /// <summary>Fewest tokens a sequence may be given.</summary>
    public const int SmallestContext = 64;

    /// <summary>Tokens a sequence is given unless asked otherwise, if the model was trained for as many.</summary>
    public const int DefaultContext = 2048;

    /// <summary>Most sequences.</summary>
    public const int MostParallel = 64;

    /// <summary>Sequences unless asked otherwise, if memory allows.</summary>
    public const int DefaultParallel = 16;

    /// <summary>Most GPUs that llama.cpp can use together.</summary>
    internal const int MostGpus = 16;

    private const int LargestShare = 1_000_000;

    /// <summary>Path of the GGUF file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Where to compute. Default <see cref="LlamaDevice.Auto"/>.</summary>
    public LlamaDevice Device { get; init; }

    /// <summary>Layers whose weights and key-value memory lie on the GPU, from the last one on; one more than the model has includes the output.
    /// Default null: all.</summary>
    public int? GpuLayers { get; init; }

    /// <summary>The GPU to use alone, 0 to 15, in the order of <c>promptopt doctor</c>. Default null: all of the device's kind.</summary>
    public int? MainGpu { get; init; }

    /// <summary>How the model is spread over several GPUs. Default null: by layers, or not at all if <see cref="MainGpu"/> is given.</summary>
    public LlamaSplitMode? SplitMode { get; init; }

    /// <summary>Share of each GPU, in any unit, at most 16 of them. Default empty: by their free memory.</summary>
    public IReadOnlyList<double> TensorSplit { get; init; } = [];

    /// <summary>How key-value memory is kept. Default <see cref="LlamaCpp.KvType.F16"/>.</summary>
    public KvType KvType { get; init; } = KvType.F16;

    /// <summary>Whether attention is fused. Default <see cref="LlamaFlashAttention.Auto"/>; quantised key-value memory turns it on.</summary>
    public LlamaFlashAttention FlashAttention { get; init; } = LlamaFlashAttention.Auto;

    /// <summary>Folder of the installed runtimes. Default null: the one in the user's cache.</summary>
    public string? RuntimesFolder { get; init; }

    /// <summary>Most threads of the one computation that runs at a time, 1 to 256; never more than there are
    /// cores, and fewer while other programs need them. Default 0: the number of cores.</summary>
    public int Threads { get; init; }

    /// <summary>Most tokens of prompt and answer together of one request; at least <see cref="SmallestContext"/>. Default 0: as many as the
    /// model was trained for, at most <see cref="DefaultContext"/>.</summary>
    public int ContextTokens { get; init; }

    /// <summary>Requests computed together, 1 to 64; each takes memory for a whole context. Default 0: <see cref="DefaultParallel"/>, more where calls at
    /// start-up show that it is worth it, fewer if they would take more than half of the free memory.</summary>
    public int Parallel { get; init; }

    /// <summary>Chat template: the name of one that llama.cpp knows, or the path of a file that holds one. Default: the model's own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Receives the lines of the native log, on the engine's thread. Default: dropped.</summary>
    public Action<LlamaLogLevel, string>? Log { get; init; }

    /// <summary>Receives sentences for the user, such as why no GPU is used. Default: dropped.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Whether anything is said about GPUs.</summary>
    internal bool HasGpuOptions => GpuLayers is not null || MainGpu is not null || SplitMode is not null || TensorSplit.Count > 0;

    /// <summary>Lists every value out of range; empty when all is well.</summary>
    public IEnumerable<string> Problems() => ModelProblems().Concat(DeviceProblems());

    private IEnumerable<string> ModelProblems()
    {
        if (string.IsNullOrWhiteSpace(ModelPath)) yield return "model: the path of a GGUF file is missing";
        if (Threads is < 0 or > 256) yield return $"threads: must be 1 to 256, or 0 for the number of cores, but is {Threads}";
        if (ContextTokens != 0 && ContextTokens < SmallestContext)
            yield return $"context: must be at least {SmallestContext} tokens, or 0 for the default, but is {ContextTokens}";
        if (Parallel is < 0 or > MostParallel) yield return $"parallel: must be 1 to 64 requests, or 0 for the default, but is {Parallel}";
        if (ChatTemplate is not null && string.IsNullOrWhiteSpace(ChatTemplate)) yield return "chat-template: must be a name or a file, but is empty";
    }

    private IEnumerable<string> DeviceProblems()
    {
        if (!Enum.IsDefined(Device)) yield return $"device: must be auto, cpu, cuda, vulkan or metal, but is {(int)Device}";
        if (!Enum.IsDefined(FlashAttention)) yield return $"flash-attention: must be auto, on or off, but is {(int)FlashAttention}";
        if (SplitMode is { } mode && !Enum.IsDefined(mode)) yield return $"split-mode: must be none or layer, but is {(int)mode}";
        if (Device == LlamaDevice.Cpu && HasGpuOptions) yield return "gpu-layers, main-gpu, split-mode and tensor-split need a GPU, but the device is cpu";
        if (GpuLayers < 0) yield return $"gpu-layers: must be at least 0, but is {GpuLayers}";
        if (MainGpu is < 0 or >= MostGpus) yield return $"main-gpu: must be 0 to {MostGpus - 1}, but is {MainGpu}";
        if (MainGpu is not null && SplitMode == LlamaSplitMode.Layer) yield return "main-gpu: uses one GPU alone, so split-mode cannot be layer";
        if (TensorSplit.Count > MostGpus) yield return $"tensor-split: must be at most {MostGpus} shares, but is {TensorSplit.Count}";
        if (TensorSplit.Count > 0 && (TensorSplit.Any(share => !(share >= 0 && share <= LargestShare)) || TensorSplit.Sum() <= 0))
            yield return $"tensor-split: must be shares of 0 to {LargestShare}, one above 0, but is {string.Join(',', TensorSplit)}";
        if (TensorSplit.Count > 0 && (MainGpu is not null || SplitMode == LlamaSplitMode.None))
            yield return "tensor-split: needs several GPUs, so there can be no main-gpu, and split-mode cannot be none";
        if (KvType.IsQuantized && FlashAttention == LlamaFlashAttention.Off)
            yield return $"kv-type: {KvType} needs flash attention, but flash-attention is off";
    }

    /// <summary>Checks all values at once.</summary>
    /// <exception cref="BadInputException">Some are out of range; the message lists them all.</exception>
    public void Validate()
    {
        var problems = Problems().ToList();
        if (problems.Count > 0) throw new BadInputException($"The options of the local model are wrong: {string.Join("; ", problems)}.");
    }
}
