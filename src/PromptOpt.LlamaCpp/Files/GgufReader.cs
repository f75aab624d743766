using System.Globalization;
using System.Numerics;
using System.Text;

namespace PromptOpt.LlamaCpp.Files;

/// <summary>Reads GGUF headers, version 2 and 3, little-endian.</summary>
internal sealed class GgufReader : IDisposable
{
    private const uint Magic = 0x46554747; // "GGUF"
    private const int StringType = 8;
    private const int ArrayType = 9;
    private const long LongestString = 64 * 1024 * 1024;

    private readonly BinaryReader reader;
    private readonly string path;

    private GgufReader(FileStream stream)
    {
        path = stream.Name;
        reader = new BinaryReader(new BufferedStream(stream, 1 << 20), Encoding.UTF8);
    }

    public static GgufFile Read(string path)
    {
        using var file = new GgufReader(Open(path));
        try
        {
            return file.Read();
        }
        catch (EndOfStreamException exception)
        {
            throw file.Truncated("it ends inside its header", exception);
        }
    }

    public void Dispose() => reader.Dispose();

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var why = File.Exists(path) || Directory.Exists(path) ? $"cannot be read ({exception.Message})" : "does not exist";
            throw new ModelFileException(
                ModelFileProblem.Missing, path, $"The model file {path} {why}. Check the path; a GGUF file is needed.", exception);
        }
    }

    private GgufFile Read()
    {
        var length = reader.BaseStream.Length;
        if (length < 4 || reader.ReadUInt32() != Magic) throw NotGguf("it does not begin with the letters GGUF");
        var version = reader.ReadUInt32();
        if (version is < 2 or > 3) throw NotGguf($"its version is {version}, where 2 or 3 (little-endian) is expected");
        var (tensors, entries) = (reader.ReadInt64(), reader.ReadInt64());
        var metadata = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0L; i < entries; i++) metadata[ReadString()] = ReadValue(reader.ReadInt32());
        CheckLength(tensors, Alignment(metadata), length);
        return new GgufFile(path, length, metadata);
    }

    private long Alignment(Dictionary<string, object> metadata)
    {
        if (!metadata.TryGetValue("general.alignment", out var value)) return 32;
        return ToInteger(value) is > 0 and var alignment && BitOperations.IsPow2(alignment)
            ? alignment
            : throw NotGguf($"its alignment is {value}, where a power of two is expected");
    }

    private void CheckLength(long tensors, long alignment, long length)
    {
        long end = 0;
        for (var i = 0L; i < tensors; i++)
        {
            ReadString();
            var elements = 1L;
            for (var dimensions = reader.ReadUInt32(); dimensions > 0; dimensions--) elements *= reader.ReadInt64();
            var type = reader.ReadUInt32();
            end = Math.Max(end, reader.ReadInt64() + GgufTypes.TensorBytes(type, elements));
        }

        var start = (reader.BaseStream.Position + alignment - 1) / alignment * alignment;
        if (tensors > 0 && length < start + end) throw Truncated($"it has {length:N0} bytes of at least {start + end:N0}", null);
    }

    private object ReadValue(int type) => type switch
    {
        0 => reader.ReadByte(),
        1 => reader.ReadSByte(),
        2 => reader.ReadUInt16(),
        3 => reader.ReadInt16(),
        4 => reader.ReadUInt32(),
        5 => reader.ReadInt32(),
        6 => reader.ReadSingle(),
        7 => reader.ReadByte(),
        StringType => ReadString(),
        ArrayType => ReadArray(),
        10 => reader.ReadUInt64(),
        11 => reader.ReadInt64(),
        12 => reader.ReadDouble(),
        _ => throw NotGguf($"its metadata has a value of the unknown type {type}"),
    };

    // Lists of numbers are kept (values a layer); the long lists of the vocabulary are passed over.
    private long[] ReadArray()
    {
        var type = reader.ReadInt32();
        if (type == ArrayType) throw NotGguf("its metadata has a list of lists");
        var count = reader.ReadInt64();
        var numbers = new List<long>();
        for (var i = 0L; i < count; i++)
        {
            if (type == StringType) Skip(ReadStringLength());
            else if (ReadValue(type) is var number && count <= 1024) numbers.Add(ToInteger(number));
        }

        return numbers.ToArray();
    }

    /// <summary>A value as a whole number; 0 for one of another kind, since a damaged header may hold anything.</summary>
    internal static long ToInteger(object value) => value switch
    {
        ulong large => (long)Math.Min(large, long.MaxValue),
        byte or sbyte or ushort or short or uint or int or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => 0,
    };

    private string ReadString()
    {
        var length = (int)ReadStringLength();
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? Encoding.UTF8.GetString(bytes) : throw new EndOfStreamException();
    }

    private long ReadStringLength()
    {
        var length = reader.ReadInt64();
        return length is >= 0 and <= LongestString ? length : throw NotGguf($"its metadata has a text of {length} bytes");
    }

    private void Skip(long bytes)
    {
        Span<byte> buffer = stackalloc byte[256];
        while (bytes > 0)
        {
            var read = reader.Read(buffer[..(int)Math.Min(bytes, buffer.Length)]);
            if (read == 0) throw new EndOfStreamException();
            bytes -= read;
        }
    }

    private ModelFileException NotGguf(string why) =>
        new(ModelFileProblem.NotGguf, path, $"{path} is not a usable GGUF model: {why}. Download or convert the model as GGUF.");

    private ModelFileException Truncated(string why, Exception? inner) =>
        new(ModelFileProblem.Truncated, path, $"{path} is cut off: {why}. Download it again.", inner);
}
