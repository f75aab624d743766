namespace PromptOpt.LlamaCpp;

/// <summary>What was found of the native library.</summary>
/// <param name="Folder">Where it was loaded from.</param>
/// <param name="Version">Its version.</param>
/// <param name="CpuVariant">Which of its builds for processors fits this one, e.g. <c>haswell</c>.</param>
/// <param name="Devices">What it can compute on.</param>
public sealed record NativeReport(string Folder, string Version, string CpuVariant, IReadOnlyList<NativeDevice> Devices)
{
    /// <summary>The installed runtimes of the version that this program uses.</summary>
    public IReadOnlyList<RuntimeReport> Runtimes { get; init; } = [];
}
