namespace PromptOpt.LlamaCpp.Runtimes;

/// <summary>What a build of the native libraries computes with.</summary>
public enum RuntimeKind
{
    /// <summary>The processor; on Apple silicon also Metal.</summary>
    Cpu,

    /// <summary>NVIDIA's GPUs, through CUDA 13.</summary>
    Cuda,

    /// <summary>NVIDIA's GPUs, through CUDA 12.</summary>
    Cuda12,

    /// <summary>GPUs of any maker, through Vulkan.</summary>
    Vulkan,
}
