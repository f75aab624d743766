using System.Text;
using PromptOpt.LlamaCpp;
using PromptOpt.LlamaCpp.Files;

namespace PromptOpt.Tests.LlamaCpp.Files;

public sealed class GgufFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Metadata_is_read_without_the_weights()
    {
        File.WriteAllBytes(path, Gguf(weights: 64));
        var file = GgufFile.Read(path);
        Assert.Equal(("llama", "tiny", "Q4_1", 128), (file.Architecture, file.Name, file.Quantization, file.TrainedContext));
        Assert.Equal(2 * 4 * (16 + 16) * 2, file.KvBytesPerToken);
    }

    [Fact]
    public void A_missing_file_is_said_to_be_missing() => AssertProblem(ModelFileProblem.Missing, path + ".gguf");

    [Fact]
    public void A_folder_is_said_to_be_unreadable() => AssertProblem(ModelFileProblem.Missing, Path.GetTempPath());

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("{ \"model\": 1 }")]
    public void Another_kind_of_file_is_said_to_be_no_gguf(string content)
    {
        File.WriteAllText(path, content);
        AssertProblem(ModelFileProblem.NotGguf, path);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(90)]
    [InlineData(-1)]
    public void A_file_cut_off_anywhere_is_said_to_be_cut_off(int length)
    {
        var bytes = Gguf(weights: 64);
        File.WriteAllBytes(path, length > 0 ? bytes[..length] : bytes[..^1]);
        AssertProblem(ModelFileProblem.Truncated, path);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(4, 24)]
    [InlineData(6, 32)]
    public void An_alignment_that_cannot_be_is_said_to_be_no_gguf(int type, int value)
    {
        File.WriteAllBytes(path, Gguf(64, "general.alignment", type, BitConverter.GetBytes(value)));
        AssertProblem(ModelFileProblem.NotGguf, path);
    }

    [Fact]
    public void Lists_of_lists_are_refused_before_they_exhaust_the_stack()
    {
        var deep = Enumerable.Repeat<byte[]>([9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], 100_000).SelectMany(level => level);
        File.WriteAllBytes(path, Gguf(64, "deep", 9, [.. deep]));
        AssertProblem(ModelFileProblem.NotGguf, path);
    }

    [Fact]
    public void Numbers_beyond_all_bounds_do_not_end_the_reading()
    {
        File.WriteAllBytes(path, Gguf(64, "llama.context_length", 10, BitConverter.GetBytes(ulong.MaxValue)));
        Assert.Equal(int.MaxValue, GgufFile.Read(path).TrainedContext);
        File.WriteAllBytes(path, Gguf(64, "llama.context_length", 6, BitConverter.GetBytes(float.NaN)));
        Assert.Equal(0, GgufFile.Read(path).TrainedContext);
    }

    private static void AssertProblem(ModelFileProblem problem, string path)
    {
        var exception = Assert.Throws<ModelFileException>(() => GgufFile.Read(path));
        Assert.Equal(problem, exception.Problem);
        Assert.Equal(2, exception.ExitCode);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    // One tensor of 16 floats, and one more value where a test gives it.
    internal static byte[] Gguf(int weights, string? key = null, int type = 0, byte[]? value = null)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(3);
        writer.Write(1L);
        writer.Write(key is null ? 7L : 8L);
        Text(writer, "general.architecture", "llama");
        Text(writer, "general.name", "tiny");
        Number(writer, "general.file_type", 3);
        Number(writer, "llama.context_length", 128);
        Number(writer, "llama.block_count", 2);
        Number(writer, "llama.embedding_length", 64);
        Number(writer, "llama.attention.head_count", 4);
        if (key is not null)
        {
            String(writer, key);
            writer.Write(type);
            writer.Write(value!);
        }

        String(writer, "w");
        writer.Write(1);
        writer.Write(16L);
        writer.Write(0);
        writer.Write(0L);
        while (stream.Length % 32 != 0) writer.Write((byte)0);
        writer.Write(new byte[weights]);
        return stream.ToArray();
    }

    private static void Text(BinaryWriter writer, string key, string value)
    {
        String(writer, key);
        writer.Write(8);
        String(writer, value);
    }

    private static void Number(BinaryWriter writer, string key, int value)
    {
        String(writer, key);
        writer.Write(4);
        writer.Write(value);
    }

    private static void String(BinaryWriter writer, string value)
    {
        writer.Write((long)value.Length);
        writer.Write(Encoding.UTF8.GetBytes(value));
    }
}
