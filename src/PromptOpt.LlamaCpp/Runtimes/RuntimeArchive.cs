using System.Formats.Tar;
using System.IO.Compression;

namespace PromptOpt.LlamaCpp.Runtimes;

/// <summary>Takes the libraries out of a package's archive.</summary>
internal static class RuntimeArchive
{
    private const string Binaries = "package/bins/";
    private const string NotNeeded = "llama-common";
    private static readonly string[] LibraryEndings = [".so", ".dylib", ".dll", ".metal"];

    /// <summary>Writes every library below <c>bins/</c> into a folder, without the folders between.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged, or a name in it leads out of the folder.</exception>
    public static void Unpack(string archive, string folder)
    {
        Directory.CreateDirectory(folder);
        using var file = File.OpenRead(archive);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new TarReader(unzipped);
        while (reader.GetNextEntry() is { } entry)
        {
            if (LibraryName(entry) is { } name) entry.ExtractToFile(Path.Combine(folder, name), overwrite: false);
        }
    }

    private static string? LibraryName(TarEntry entry)
    {
        var parts = entry.Name.Split('/', '\\');
        if (parts.Contains("..") || Path.IsPathRooted(entry.Name)) throw new InvalidDataException($"it holds the name {entry.Name}, which leads out of its folder");
        if (!entry.Name.StartsWith(Binaries, StringComparison.Ordinal) || !LibraryEndings.Contains(Path.GetExtension(parts[^1]))) return null;
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) throw new InvalidDataException($"{entry.Name} in it is a link");
        return parts[^1].Contains(NotNeeded, StringComparison.Ordinal) ? null : parts[^1];
    }
}
