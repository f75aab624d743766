namespace PromptOpt.Environments.External;

/// <summary>Finds the file of a program without a shell.</summary>
internal static class ProgramFinder
{
    /// <summary>Its absolute path: below the task folder if the name has a separator, else the first on PATH, else the file of that name in the task folder.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static string Find(string name, string folder)
    {
        bool isPath = name.Contains('/', StringComparison.Ordinal) || name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        string[] folders = isPath ? [folder] : [.. Searched(), folder];
        foreach (var place in folders)
            foreach (var ending in Endings(name))
            {
                string path = Path.GetFullPath(Path.Combine(folder, place, name + ending));
                if (File.Exists(path)) return path;
            }

        throw new BadInputException(isPath
            ? $"there is no program {Path.GetFullPath(Path.Combine(folder, name))}; correct 'command' in task.yaml (paths start at the task folder)"
            : $"there is no program '{name}', neither on PATH nor in {folder}; install it, or give its path as the first word of 'command' in task.yaml");
    }

    private static string[] Searched() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string[] Endings(string name) => OperatingSystem.IsWindows() && !Path.HasExtension(name) ? [".exe", ""] : [""];
}
