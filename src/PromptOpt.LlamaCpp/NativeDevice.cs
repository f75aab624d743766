namespace PromptOpt.LlamaCpp;

/// <summary>A device that the native library can compute on.</summary>
/// <param name="Name">Short name, e.g. <c>CPU</c>.</param>
/// <param name="Description">The maker's name of it.</param>
/// <param name="FreeBytes">Free memory in bytes.</param>
/// <param name="TotalBytes">All its memory in bytes.</param>
public sealed record NativeDevice(string Name, string Description, long FreeBytes, long TotalBytes);
