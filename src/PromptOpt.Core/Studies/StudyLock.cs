namespace PromptOpt.Studies;

/// <summary>
/// Holds a study for one process. The operating system owns the lock (flock on Linux and macOS, a share mode on Windows) and drops it when
/// the process ends, however it ends, so a killed session leaves nothing to clean up. Who holds it stands in <c>study.owner</c> beside it, since a file
/// under an exclusive lock cannot be read on every system.
/// </summary>
public sealed class StudyLock : IDisposable
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);
    private readonly FileStream _stream;
    private readonly string _owner;

    private StudyLock(FileStream stream, string owner) => (_stream, _owner) = (stream, owner);

    /// <summary>Takes the lock or refuses at once; creates the folder if it is missing.</summary>
    /// <param name="folder">The study's folder; its last part is the study's name.</param>
    /// <exception cref="BadInputException">Another process, or another session of this one, is driving the study.</exception>
    /// <exception cref="PromptOptException">The folder cannot be written.</exception>
    public static StudyLock Acquire(string folder)
    {
        var path = Path.Combine(Path.GetFullPath(folder), "study.lock");
        var owner = Path.ChangeExtension(path, ".owner");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            try
            {
                File.WriteAllText(owner, $"process {Environment.ProcessId} on {Environment.MachineName}\n");
                return new StudyLock(stream, owner);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (IOException exception) when (IsHeld(exception, path))
        {
            throw new BadInputException($"study {Path.GetFileName(Path.GetDirectoryName(path))} is being driven by {ReadOwner(owner)}; wait for it or stop it", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PromptOptException($"cannot write {path}: {exception.Message} Check that the folder may be written and the disk has room.", exception);
        }
    }

    /// <summary>Gives the study back.</summary>
    public void Dispose()
    {
        try
        {
            if (_stream.SafeFileHandle.IsClosed) return;
            File.Delete(_owner);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The text only serves messages, and the next holder overwrites it.
        }
        finally
        {
            _stream.Dispose();
        }
    }

    /// <summary>On Windows the sharing codes; elsewhere EWOULDBLOCK comes as a bare IOException with the code of errno 11 (35 on macOS).</summary>
    private static bool IsHeld(IOException exception, string path) => OperatingSystem.IsWindows()
        ? exception.HResult is SharingViolation or LockViolation
        : exception.GetType() == typeof(IOException) && exception.HResult is 11 or 35 && File.Exists(path);

    private static string ReadOwner(string path)
    {
        try
        {
            var text = File.ReadAllText(path).Trim();
            return text.Length > 0 ? text : "another process";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
