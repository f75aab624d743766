namespace PromptOpt.LlamaCpp.Runtimes;

/// <summary>The installed packages: <c>FOLDER/VERSION/PACKAGE/</c>, each complete or not there at all.</summary>
/// <param name="root">The folder.</param>
public sealed class RuntimeStore(string root)
{
    /// <summary>The store in the user's cache.</summary>
    public static RuntimeStore Default => new(DefaultRoot(Environment.GetEnvironmentVariable));

    /// <summary>The folder.</summary>
    public string Root => root;

    /// <summary>Folder of the user's cache: <c>XDG_CACHE_HOME</c> or <c>~/.cache</c>; on Windows the local application data.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static string DefaultRoot(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "promptopt", "runtimes");
        var cache = variable("XDG_CACHE_HOME") is { } given && Path.IsPathRooted(given)
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "promptopt", "runtimes");
    }

    /// <summary>Where a package is, or would be.</summary>
    public string Folder(RuntimePackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return Path.Combine(root, package.Version, package.Name);
    }

    /// <summary>Whether a package is installed.</summary>
    public bool Has(RuntimePackage package) => Directory.Exists(Folder(package));

    /// <summary>All that is installed, this version's first.</summary>
    public IReadOnlyList<InstalledRuntime> List() => !Directory.Exists(root)
        ? []
        : [.. Directory.EnumerateDirectories(root).SelectMany(Directory.EnumerateDirectories).Where(folder => !IsUnfinished(folder)).Select(Describe)
            .OrderBy(r => r.Version != RuntimeCatalog.Version).ThenBy(r => r.Name, StringComparer.Ordinal)];

    /// <summary>Removes what is installed under a name: a kind such as <c>cuda</c>, a package, or <c>VERSION/PACKAGE</c>.</summary>
    /// <returns>What was removed; empty if nothing has the name.</returns>
    public IReadOnlyList<InstalledRuntime> Remove(string name)
    {
        var found = List().Where(r => r.Word == name || r.Name == name || $"{r.Version}/{r.Name}" == name).ToList();
        foreach (var runtime in found)
        {
            var doomed = Unfinished(runtime.Folder);
            if (Directory.Exists(doomed)) Directory.Delete(doomed, recursive: true);
            Directory.Move(runtime.Folder, doomed); // at once, so that no half of it is ever used
            Directory.Delete(doomed, recursive: true);
        }

        return found;
    }

    /// <summary>Where a package is put together before it gets its place.</summary>
    internal static string Unfinished(string folder) => folder + ".unfinished";

    private static bool IsUnfinished(string folder) => folder.EndsWith(Unfinished(""), StringComparison.Ordinal);

    private static InstalledRuntime Describe(string folder) => new(
        Path.GetFileName(folder),
        Path.GetFileName(Path.GetDirectoryName(folder)!),
        folder,
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
}
