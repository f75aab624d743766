using System.Buffers;

namespace PromptOpt.Downloads;

/// <summary>One try to receive what is missing of a file.</summary>
/// <param name="server">What asks for it.</param>
/// <param name="longestSilence">Longest time without any byte.</param>
/// <param name="progress">Receives the state.</param>
internal sealed class Transfer(FileServer server, TimeSpan longestSilence, IProgress<DownloadProgress>? progress)
{
    private const int ChunkBytes = 1 << 17;

    /// <summary>Adds what is missing to a part.</summary>
    /// <returns>The checksum that the server announced, if it did.</returns>
    /// <exception cref="BrokenTransferException">It failed in a way that may pass.</exception>
    public async Task<Checksum?> ReceiveAsync(DownloadRequest request, PartFile part, CancellationToken cancellationToken)
    {
        using var remote = await AskAsync(request, part.Length, part.State, cancellationToken);
        RequireSameChecksum(request, remote.Announced);
        if (remote.IsPastTheEnd && part.State?.Length == part.Length) return remote.Announced;
        if (!remote.IsPastTheEnd && remote.From == 0)
        {
            part.Restart(); // the first try, a server without ranges, or a file that has changed
        }
        else if (remote.IsPastTheEnd || remote.From != part.Length || remote.Length != part.State?.Length)
        {
            part.Restart();
            throw new BrokenTransferException("the server answered with another part of the file than was asked for; starting over");
        }

        part.Begin(remote.EntityTag, remote.Modified, remote.Length);
        RequireSpace(request.Target, remote.Length - part.Length);
        await CopyAsync(remote, part, cancellationToken);
        if (remote.Length is { } length && part.Length != length) throw new BrokenTransferException("the connection ended early");
        return remote.Announced;
    }

    /// <summary>Asks for the file, from a position on if a part of it is there.</summary>
    public Task<RemoteFile> AskAsync(DownloadRequest request, long from, PartState? state, CancellationToken cancellationToken) =>
        LimitSilenceAsync(token => server.AskAsync(request, from, state, token), cancellationToken);

    private async Task CopyAsync(RemoteFile remote, PartFile part, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            await using var content = await remote.OpenAsync(cancellationToken);
            progress?.Report(new(DownloadStage.Receiving, part.Length, remote.Length));
            while (await LimitSilenceAsync(async token => await content.ReadAsync(buffer, token), cancellationToken) is > 0 and var count)
            {
                await part.AppendAsync(buffer.AsMemory(0, count), cancellationToken);
                progress?.Report(new(DownloadStage.Receiving, part.Length, remote.Length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<T> LimitSilenceAsync<T>(Func<CancellationToken, Task<T>> receive, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(longestSilence);
        try
        {
            return await receive(silence.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokenTransferException($"nothing came for {longestSilence.TotalSeconds:0} seconds", e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new BrokenTransferException("the connection was cut", e);
        }
    }

    private static void RequireSameChecksum(DownloadRequest request, Checksum? announced)
    {
        if (announced is null || request.Expected is not { } wanted || wanted.Algorithm != announced.Algorithm || wanted == announced) return;
        throw new DownloadException(
            $"{request.Name} has {announced} where {wanted} was asked for. Nothing was downloaded; check the checksum.");
    }

    private static void RequireSpace(string target, long? bytes)
    {
        var folder = Path.GetDirectoryName(target)!;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (bytes > free)
            throw new DownloadException(FormattableString.Invariant(
                $"The disk has too little room: {folder} has {free / 1e6:N0} MB free, {bytes / 1e6:N0} MB are still to come. Make room and run the same command again."));
    }
}
