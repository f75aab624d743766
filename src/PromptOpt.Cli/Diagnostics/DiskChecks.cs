using PromptOpt.Cli.Printing;

namespace PromptOpt.Cli.Diagnostics;

/// <summary>Whether studies can be stored.</summary>
internal static class DiskChecks
{
    private const long EnoughSpace = 500_000_000;

    /// <summary>Writes a small file into the results folder, removes it, and looks at the space left.</summary>
    public static IReadOnlyList<Finding> Run(string results)
    {
        try
        {
            Directory.CreateDirectory(results);
            var probe = Path.Combine(results, $".doctor-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new(FindingState.Missing, "results folder", $"{results} cannot be written: {e.Message}", "change its rights, or give another one with --results DIR")];
        }

        var free = new DriveInfo(Path.GetFullPath(results)).AvailableFreeSpace;
        return
        [
            new(FindingState.Ok, "results folder", $"{results} can be written"),
            free >= EnoughSpace
                ? new(FindingState.Ok, "free disk", Format.Bytes(free))
                : new(FindingState.Warning, "free disk", Format.Bytes(free), "a long study takes some hundred MB; make room"),
        ];
    }
}
