namespace PromptOpt.LlamaCpp;

/// <summary>Where a model is computed.</summary>
public enum LlamaDevice
{
    /// <summary>A GPU if there is one that an installed runtime can use (CUDA before Vulkan before Metal), else the processor.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>NVIDIA's GPUs through CUDA.</summary>
    Cuda,

    /// <summary>GPUs of any maker through Vulkan.</summary>
    Vulkan,

    /// <summary>Apple's GPUs.</summary>
    Metal,
}
