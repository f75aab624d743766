using PromptOpt.Cli.Printing;
using PromptOpt.LlamaCpp;

namespace PromptOpt.Cli.Diagnostics;

/// <summary>The native library and the devices it can use.</summary>
internal static class EngineChecks
{
    private const string Remedy = "promptopt runtime install cpu, or build with Node/npm on the PATH so that the libraries are fetched, or point PROMPTOPT_LLAMA_DIR at a folder with a llama.cpp build of the same version";

    /// <summary>Looks at them.</summary>
    public static IReadOnlyList<Finding> Run(Backend backend)
    {
        NativeReport report;
        try
        {
            report = backend.InspectNative();
        }
        catch (PromptOptException e)
        {
            return [new(FindingState.Missing, "native library", e.Message, Remedy)];
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return [new(FindingState.Missing, "native library", e.Message, Remedy)];
        }

        return
        [
            new(FindingState.Ok, "native library", $"{report.Version} in {report.Folder}"),
            new(FindingState.Ok, "CPU variant", report.CpuVariant),
            .. report.Devices.Select(Describe),
            .. report.Runtimes.Select(Describe),
        ];
    }

    private static Finding Describe(RuntimeReport runtime) => runtime.Problem is { } problem
        ? new(FindingState.Warning, $"runtime {runtime.Word}", $"{Format.Bytes(runtime.Bytes)} in {runtime.Folder}", problem)
        : new(FindingState.Ok, $"runtime {runtime.Word}", $"{Format.Bytes(runtime.Bytes)} in {runtime.Folder}");

    private static Finding Describe(NativeDevice device) =>
        new(FindingState.Ok, $"device {device.Name}", $"{device.Description}, {Format.Bytes(device.FreeBytes)} of {Format.Bytes(device.TotalBytes)} free");
}
