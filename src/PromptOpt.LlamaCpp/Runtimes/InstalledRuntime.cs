namespace PromptOpt.LlamaCpp.Runtimes;

/// <summary>A package that is installed.</summary>
/// <param name="Name">Its name in the registry without the scope.</param>
/// <param name="Version">Its version; only <see cref="RuntimeCatalog.Version"/> is used.</param>
/// <param name="Folder">Where its libraries lie.</param>
/// <param name="Bytes">Size of all its files.</param>
public sealed record InstalledRuntime(string Name, string Version, string Folder, long Bytes)
{
    /// <summary>The package; null for one of another version or platform.</summary>
    public RuntimePackage? Package => RuntimeCatalog.For().FirstOrDefault(p => p.Name == Name && p.Version == Version);

    /// <summary>The word for it on the command line, or its name and version where it has none.</summary>
    public string Word => Package?.Word ?? $"{Version}/{Name}";
}
