using PromptOpt.Downloads;

namespace PromptOpt.LlamaCpp.Runtimes;

/// <summary>Puts packages into a store: downloads the archive, checks it against the pinned checksum, unpacks it, renames it into place.</summary>
/// <param name="store">Where to.</param>
/// <param name="downloader">What downloads.</param>
public sealed class RuntimeInstaller(RuntimeStore store, Downloader downloader)
{
    /// <summary>Installs a package, unless it is there.</summary>
    /// <param name="package">Which.</param>
    /// <param name="registry">The npm registry to take it from, with a slash at its end.</param>
    /// <param name="progress">Receives the state of the download.</param>
    /// <param name="cancellationToken">Stops; what was received is kept for the next run.</param>
    /// <returns>Whether it was installed; false if it was there.</returns>
    /// <exception cref="DownloadException">It cannot be downloaded or unpacked.</exception>
    /// <exception cref="BadInputException">The registry does not have it.</exception>
    public async Task<bool> InstallAsync(
        RuntimePackage package, Uri registry, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (store.Has(package)) return false;
        var folder = store.Folder(package);
        var archive = await downloader.DownloadAsync(
            new()
            {
                Source = package.Address(registry),
                Target = folder + ".tgz",
                Label = $"{package.FullName} of the npm registry",
                Expected = Checksum.FromIntegrity(package.Integrity),
                AccessRemedy = "the registry wants a login; npm config set registry names another one",
            },
            progress,
            cancellationToken);
        Unpack(package, archive.Path, folder);
        return true;
    }

    private static void Unpack(RuntimePackage package, string archive, string folder)
    {
        var unfinished = RuntimeStore.Unfinished(folder);
        try
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
            RuntimeArchive.Unpack(archive, unfinished);
            if (!File.Exists(Path.Combine(unfinished, package.Library))) throw new InvalidDataException($"it holds no {package.Library}");
            Directory.Move(unfinished, folder);
            File.Delete(archive);
        }
        catch (InvalidDataException e)
        {
            throw new DownloadException($"{archive} ({package.FullName}) cannot be used: {e.Message}. Delete it and install again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DownloadException($"{archive} cannot be unpacked to {folder}: {e.Message} Make room or change the rights, and run the same command again.", e);
        }
    }
}
