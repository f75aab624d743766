using System.Runtime.InteropServices;
using PromptOpt.Cli.Printing;

namespace PromptOpt.Cli.Diagnostics;

/// <summary>Runtime, processor and memory.</summary>
internal static class MachineChecks
{
    private const long EnoughMemory = 1_500_000_000;

    /// <summary>Looks at them.</summary>
    public static IEnumerable<Finding> Run()
    {
        yield return new(FindingState.Ok, ".NET", RuntimeInformation.FrameworkDescription);
        yield return new(FindingState.Ok, "system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}".Replace("  ", " ", StringComparison.Ordinal));
        yield return new(FindingState.Ok, "cores", $"{Environment.ProcessorCount}");
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        yield return memory >= EnoughMemory
            ? new(FindingState.Ok, "memory", $"{Format.Bytes(memory)} for this process")
            : new(FindingState.Warning, "memory", $"{Format.Bytes(memory)} for this process", "a session on the embedded model takes up to 1.5 GB; lower --context and --parallel");
    }
}
