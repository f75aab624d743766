using System.Security.Cryptography;

namespace PromptOpt.Downloads;

/// <summary>
/// Downloads files. A transfer that breaks is tried again and goes on where it stopped, also in a later run; a file gets its name only
/// when its size and checksum are right.
/// </summary>
public sealed class Downloader : IDisposable
{
    private static readonly TimeSpan[] StandardPauses = [.. Enumerable.Range(0, 4).Select(i => TimeSpan.FromSeconds(1 << i))];

    private readonly HttpClient _client;

    /// <summary>Makes a downloader.</summary>
    /// <param name="handler">What sends the requests; it must not follow redirects. Default: the system's, with the proxy of the environment.</param>
    public Downloader(HttpMessageHandler? handler = null)
    {
        _client = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(30) })
        {
            Timeout = Timeout.InfiniteTimeSpan, // a large file takes long; silence is limited instead
        };
    }

    /// <summary>Pauses before further tries; as many as there are tries in a row without a new byte. Default: 1, 2, 4 and 8 seconds.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } = StandardPauses;

    /// <summary>Longest time without any byte. Default: one minute.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Downloads a file, or finds that it is there.</summary>
    /// <param name="request">Which, and where to.</param>
    /// <param name="progress">Receives the state, often; on any thread.</param>
    /// <param name="cancellationToken">Stops; what was received is kept for the next run.</param>
    /// <exception cref="BadInputException">There is no such file, access is refused, or another file has the target's name.</exception>
    /// <exception cref="DownloadException">Network, server or disk failed, or the checksum does not fit.</exception>
    public async Task<DownloadResult> DownloadAsync(
        DownloadRequest request, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (File.Exists(request.Target)) return await RecogniseAsync(request, progress, cancellationToken);
        await using var part = PartFile.Open(request.Target, request.Source);
        var transfer = new Transfer(new FileServer(_client), LongestSilence, progress);
        var announced = await PersistAsync(() => transfer.ReceiveAsync(request, part, cancellationToken), part, progress, cancellationToken);
        var expected = request.Expected ?? announced;
        progress?.Report(new(DownloadStage.Checking, part.Length, part.Length));
        var actual = await part.HashAsync(expected?.Algorithm ?? HashAlgorithmName.SHA256, cancellationToken);
        if (expected is not null && actual != expected)
        {
            await part.RemoveAsync();
            throw new DownloadException(
                $"What came from {request.Name} has {actual} where {expected} was expected; it was removed. " +
                "Check the checksum, or run the same command again.");
        }

        var bytes = part.Length;
        await part.FinishAsync(request.Inspect);
        return new(request.Target, bytes, actual, IsVerified: expected is not null, WasThere: false);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Compares the file that has the target's name: by checksum where one is known, else by size.</summary>
    private async Task<DownloadResult> RecogniseAsync(DownloadRequest request, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var length = new FileInfo(request.Target).Length;
        var (expected, remoteLength) = (request.Expected, (long?)null);
        if (expected is null)
        {
            var transfer = new Transfer(new FileServer(_client), LongestSilence, progress);
            using var remote = await PersistAsync(() => transfer.AskAsync(request, 0, null, cancellationToken), null, progress, cancellationToken);
            (expected, remoteLength) = (remote.Announced, remote.Length);
        }

        progress?.Report(new(DownloadStage.Checking, length, length));
        await using var stream = new FileStream(request.Target, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.Asynchronous);
        var actual = await Checksum.OfAsync(expected?.Algorithm ?? HashAlgorithmName.SHA256, stream, cancellationToken);
        if (expected is null ? remoteLength is null || remoteLength == length : actual == expected)
            return new(request.Target, length, actual, IsVerified: expected is not null, WasThere: true);
        var difference = expected is null ? $"{length:N0} bytes, not {remoteLength:N0}" : $"{actual}, not {expected}";
        throw new BadInputException(FormattableString.Invariant($"{request.Target} is there with other content ({difference}). Delete it, or choose another place."));
    }

    /// <summary>Tries again until there were as many failures in a row as there are pauses.</summary>
    private async Task<T> PersistAsync<T>(Func<Task<T>> attempt, PartFile? part, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var (failures, most) = (0, part?.Length ?? 0);
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (BrokenTransferException e)
            {
                var length = part?.Length ?? 0;
                failures = length > most ? 1 : failures + 1;
                most = Math.Max(most, length);
                if (failures > Pauses.Count)
                    throw new DownloadException($"The download failed: {e.Message}. Run the same command again later; it goes on from here.", e);
                progress?.Report(new(DownloadStage.Waiting, length, part?.State?.Length, e.Message));
            }

            await Task.Delay(Pauses[failures - 1], cancellationToken);
        }
    }
}
