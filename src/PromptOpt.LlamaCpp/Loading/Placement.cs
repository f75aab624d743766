using PromptOpt.LlamaCpp.Files;

namespace PromptOpt.LlamaCpp.Loading;

/// <summary>Where weights and key-value memory lie.</summary>
internal sealed record Placement
{
    /// <summary>All in the memory of the processor.</summary>
    public static Placement Processor { get; } = new();

    /// <summary>The GPUs in use; none for the processor.</summary>
    public IReadOnlyList<ComputeDevice> Devices { get; init; } = [];

    /// <summary>Layers on the GPUs; null for all.</summary>
    public int? GpuLayers { get; init; }

    /// <summary>How the GPUs share.</summary>
    public LlamaSplitMode SplitMode { get; init; } = LlamaSplitMode.Layer;

    /// <summary>Share of each GPU in any unit; empty for one by free memory.</summary>
    public IReadOnlyList<double> TensorSplit { get; init; } = [];

    /// <summary>Whether any GPU is used.</summary>
    public bool HasGpu => Devices.Count > 0;

    /// <summary>Finds the devices and places the model as the options say.</summary>
    public static Placement For(LlamaOptions options) => For(options, DeviceFinder.Find(options));

    /// <summary>Places the model on these GPUs as the options say.</summary>
    /// <exception cref="BadInputException">The options name a GPU that is not there.</exception>
    public static Placement For(LlamaOptions options, IReadOnlyList<ComputeDevice> devices)
    {
        if (devices.Count == 0)
        {
            if (options.HasGpuOptions) options.Note?.Invoke("no GPU is used, so gpu-layers, main-gpu, split-mode and tensor-split have no effect");
            return Processor;
        }

        if (options.MainGpu >= devices.Count)
            throw new BadInputException($"--main-gpu: must be 0 to {devices.Count - 1} here, but is {options.MainGpu}. There is: {Listed(devices)}.");
        if (options.TensorSplit.Count > devices.Count)
            throw new BadInputException($"--tensor-split: {options.TensorSplit.Count} shares were given, but there is only: {Listed(devices)}.");
        var isAlone = options.MainGpu is not null || options.SplitMode == LlamaSplitMode.None;
        return new()
        {
            Devices = isAlone ? [devices[options.MainGpu ?? 0]] : devices,
            GpuLayers = options.GpuLayers,
            SplitMode = isAlone ? LlamaSplitMode.None : LlamaSplitMode.Layer,
            TensorSplit = options.TensorSplit,
        };
    }

    /// <summary>The memories that the model is spread over.</summary>
    /// <param name="file">The model.</param>
    /// <param name="hostBytes">Free memory of the processor.</param>
    public IReadOnlyList<MemoryShare> Memories(GgufFile file, long hostBytes)
    {
        var onGpu = ShareOnGpu(file);
        var memories = new List<MemoryShare>();
        if (onGpu > 0) memories.Add(new("GPU ", FreeBytes(hostBytes), onGpu));
        if (onGpu < 1) memories.Add(new("", hostBytes, 1 - onGpu));
        return memories;
    }

    /// <summary>The devices and their part of the model, e.g. <c>cuda NVIDIA H100 x2 20-layers</c>.</summary>
    public string Describe()
    {
        var first = Devices[0];
        var count = Devices.Count > 1 ? $" x{Devices.Count}" : "";
        return $"{first.Kind.ToString().ToLowerInvariant()} {first.Description}{count}{(GpuLayers is { } layers ? $" {layers}-layers" : "")}";
    }

    // The output counts as a layer.
    private double ShareOnGpu(GgufFile file)
    {
        if (!HasGpu) return 0;
        return GpuLayers is { } wanted && file.Layers is > 0 and var layers ? Math.Min(1, wanted / (layers + 1.0)) : 1;
    }

    private long FreeBytes(long hostBytes)
    {
        var free = Devices.Select(device => device.FreeBytes > 0 ? device.FreeBytes : hostBytes).ToList();
        if (TensorSplit.Count == 0) return free.Sum();
        var sum = TensorSplit.Sum(); // the GPU that is full first is the limit
        return TensorSplit.Select((share, i) => share > 0 ? (long)Math.Min(long.MaxValue / 2, free[i] * (sum / share)) : long.MaxValue).Min();
    }

    private static string Listed(IReadOnlyList<ComputeDevice> devices) => string.Join(", ", devices.Select((d, i) => $"{i} {d.Description}"));
}
