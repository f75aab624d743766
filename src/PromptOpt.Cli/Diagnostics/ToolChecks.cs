namespace PromptOpt.Cli.Diagnostics;

/// <summary>Node and npm, which the first build fetches the native libraries with.</summary>
internal static class ToolChecks
{
    /// <summary>Looks for them on the PATH.</summary>
    public static IEnumerable<Finding> Run(CliHost host)
    {
        foreach (var tool in new[] { "node", "npm" })
        {
            yield return Find(host, tool) is { } path
                ? new(FindingState.Ok, tool, path)
                : new(FindingState.Warning, tool, "not on the PATH", "needed by the first build only: install Node.js from https://nodejs.org");
        }
    }

    private static string? Find(CliHost host, string tool)
    {
        var names = OperatingSystem.IsWindows() ? new[] { $"{tool}.exe", $"{tool}.cmd" } : [tool];
        return (host.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
