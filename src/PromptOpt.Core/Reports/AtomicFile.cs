using System.Text;

namespace PromptOpt.Reports;

/// <summary>Writes a file whole or not at all: a reader, or a crash, never meets half of it.</summary>
internal static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes UTF-8 without byte order mark to a temporary file beside the target, and renames it.</summary>
    /// <exception cref="PromptOptException">The folder cannot be written or the disk is full; the old file is as it was.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        var target = Path.GetFullPath(path);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                using (var writer = new StreamWriter(stream, Utf8, leaveOpen: true) { NewLine = "\n" }) write(writer);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PromptOptException($"cannot write {target}: {exception.Message} Check that the folder may be written and the disk has room.", exception);
        }
        finally
        {
            Remove(temporary);
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A leftover does no harm, and the first failure is the one to tell.
        }
    }
}
