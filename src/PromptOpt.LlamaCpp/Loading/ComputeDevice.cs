namespace PromptOpt.LlamaCpp.Loading;

/// <summary>A GPU that is there.</summary>
/// <param name="Handle">The native device.</param>
/// <param name="Kind">What it is reached through.</param>
/// <param name="Name">The backend's name of it, e.g. <c>CUDA0</c>.</param>
/// <param name="Description">The maker's name of it.</param>
/// <param name="FreeBytes">Free memory; 0 if unknown.</param>
/// <param name="IsIntegrated">Whether it shares the memory of the processor.</param>
internal sealed record ComputeDevice(nint Handle, LlamaDevice Kind, string Name, string Description, long FreeBytes, bool IsIntegrated);
