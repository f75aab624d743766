using System.Text;
using System.Text.Unicode;

namespace PromptOpt;

/// <summary>Text files in UTF-8, with or without a byte order mark; anything else is an error with its line.</summary>
internal static class Utf8Text
{
    /// <summary>Reads a whole file.</summary>
    /// <exception cref="BadInputException">It is missing, unreadable or not UTF-8.</exception>
    public static string Read(string path)
    {
        var bytes = ReadBytes(path).AsSpan();
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var before = bytes[..FirstInvalid(bytes)];
        int line = 1 + before.Count((byte)'\n');
        int column = 1 + Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]);
        throw new BadInputException($"{path}:{line}:{column}: is not valid UTF-8; save the file in UTF-8");
    }

    private static byte[] ReadBytes(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path}: there is no such file; check the path");
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) == System.Buffers.OperationStatus.Done) offset += length;
        return offset;
    }
}
