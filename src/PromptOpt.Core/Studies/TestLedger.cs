using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PromptOpt.Studies;

/// <summary>
/// Counts how often a test set was looked at, over all studies and evaluations below one results folder. One JSON object a line; a line that
/// cannot be read, such as one cut off by a power failure, is skipped.
/// </summary>
/// <param name="path">The file, <c>results/test-uses.jsonl</c>; created when first needed.</param>
public sealed class TestLedger(string path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Uses recorded for a test set; 0 if the file is missing.</summary>
    /// <exception cref="PromptOptException">The file cannot be read.</exception>
    public int Count(string testFingerprint)
    {
        if (!File.Exists(Path)) return 0;
        using var stream = Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Users(ReadAll(stream), testFingerprint).Count;
    }

    /// <summary>Records a use and returns its number, from 1. Recording the same <paramref name="user"/> again does not count twice, so a resumed study counts once.</summary>
    /// <param name="testFingerprint">Identity of the test rows.</param>
    /// <param name="user">Who looks: <c>study NAME</c> or <c>eval ID</c>.</param>
    /// <param name="at">When, UTC.</param>
    /// <exception cref="PromptOptException">The file cannot be written, or another process held it for 20 seconds.</exception>
    public int Record(string testFingerprint, string user, DateTimeOffset at)
    {
        using var stream = Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var text = ReadAll(stream);
        var users = Users(text, testFingerprint);
        var known = users.IndexOf(user);
        if (known >= 0) return known + 1;
        var line = JsonSerializer.Serialize(new Use(testFingerprint, user, at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), Json);
        Append(stream, (text.Length > 0 && text[^1] != '\n' ? "\n" : "") + line + "\n");
        return users.Count + 1;
    }

    private static string ReadAll(FileStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        return reader.ReadToEnd();
    }

    private static List<string> Users(string text, string testFingerprint) =>
        [.. text.Split('\n').Select(Parse).OfType<Use>().Where(u => u.Test == testFingerprint && u.User is not null).Select(u => u.User!).Distinct()];

    private static Use? Parse(string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return null;
        try
        {
            return JsonSerializer.Deserialize<Use>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Append(FileStream stream, string text)
    {
        try
        {
            stream.Seek(0, SeekOrigin.End);
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        catch (IOException exception)
        {
            throw Failure(exception);
        }
    }

    /// <summary>Waits for its turn: other processes hold the file for milliseconds.</summary>
    private FileStream Open(FileMode mode, FileAccess access, FileShare share)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (access != FileAccess.Read) Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
                return new FileStream(Path, mode, access, share, bufferSize: 0); // a buffer would fail once more when it is disposed on a full disk
            }
            catch (IOException exception) when (exception.GetType() == typeof(IOException) && !Directory.Exists(Path) && clock.Elapsed < Patience && File.Exists(Path))
            {
                Thread.Sleep(5);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw Failure(exception);
            }
        }
    }

    private PromptOptException Failure(Exception cause) =>
        new($"cannot use {Path}, which counts uses of the test set: {cause.Message} Check that it may be written, that the disk has room, and that no other process holds it.", cause);

    private sealed record Use(string? Test, string? User, string? At);
}
