using System.Security.Cryptography;
using System.Text;

namespace PromptOpt.Downloads;

/// <summary>The beginning of a file being downloaded: <c>NAME.part</c>, held by one process at a time, with its state beside it.</summary>
internal sealed class PartFile : IAsyncDisposable
{
    private const int DiskFullOnUnix = 28; // ENOSPC
    private const int DiskFullOnWindows = unchecked((int)0x80070070); // ERROR_DISK_FULL

    private readonly FileStream _stream;
    private readonly string _target;
    private readonly string _source;

    private PartFile(FileStream stream, string target, Uri source)
    {
        _stream = stream;
        _target = target;
        _source = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.AbsoluteUri)));
        var state = PartState.Load(StatePath);
        if (state is { CanResume: true } && state.Source == _source && _stream.Length > 0 && !(_stream.Length > state.Length)) State = state;
        else Restart();
    }

    /// <summary>Path of the part.</summary>
    public string Path => _target + ".part";

    /// <summary>Bytes received.</summary>
    public long Length => _stream.Length;

    /// <summary>The file that the bytes belong to; null while there are none that can be gone on with.</summary>
    public PartState? State { get; private set; }

    private string StatePath => Path + ".json";

    /// <summary>Takes the part of a target, with what an earlier run left in it.</summary>
    public static PartFile Open(string target, Uri source)
    {
        var path = target + ".part";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous), target, source);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new DownloadException($"{path} is in use: another process downloads the same file. Wait for it, or stop it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DownloadException($"{path} cannot be written: {e.Message} Change the folder's rights, or choose another folder.", e);
        }
    }

    /// <summary>Forgets the bytes.</summary>
    public void Restart()
    {
        State = null;
        _stream.SetLength(0);
    }

    /// <summary>Notes which file the next bytes belong to.</summary>
    public void Begin(string? entityTag, DateTimeOffset? modified, long? length)
    {
        _stream.Position = _stream.Length;
        State = new(_source, entityTag, modified, length);
        Keep(() => State.Save(StatePath));
    }

    /// <summary>Adds bytes at the end.</summary>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException e)
        {
            throw Unwritable(e);
        }
    }

    /// <summary>Hashes the whole part.</summary>
    public async Task<Checksum> HashAsync(HashAlgorithmName algorithm, CancellationToken cancellationToken)
    {
        Keep(() => _stream.Flush(flushToDisk: true));
        _stream.Position = 0;
        return await Checksum.OfAsync(algorithm, _stream, cancellationToken);
    }

    /// <summary>Gives the part its final name.</summary>
    /// <param name="inspect">Looks at the file first, and throws to refuse it; the part is then removed.</param>
    public async Task FinishAsync(Action<string>? inspect)
    {
        await _stream.DisposeAsync();
        try
        {
            inspect?.Invoke(Path);
            File.Move(Path, _target);
        }
        catch (PromptOptException)
        {
            File.Delete(Path);
            throw;
        }
        catch (IOException e)
        {
            throw new DownloadException($"{_target} cannot be made from {Path}: {e.Message} Run the same command again.", e);
        }
        finally
        {
            File.Delete(StatePath);
        }
    }

    /// <summary>Removes the part and its state.</summary>
    public async Task RemoveAsync()
    {
        await _stream.DisposeAsync();
        File.Delete(Path);
        File.Delete(StatePath);
    }

    /// <summary>Closes the part; a part without any byte is removed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stream.CanWrite && _stream.Length == 0) await RemoveAsync();
        try
        {
            await _stream.DisposeAsync();
        }
        catch (IOException)
        {
            // what could not be written is received again
        }
    }

    private void Keep(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e)
        {
            throw Unwritable(e);
        }
    }

    private DownloadException Unwritable(IOException e) => e.HResult is DiskFullOnUnix or DiskFullOnWindows
        ? new($"The disk is full: {Path} cannot be written. Make room and run the same command again; it goes on from here.", e)
        : new($"{Path} cannot be written: {e.Message} Run the same command again; it goes on from here.", e);
}
