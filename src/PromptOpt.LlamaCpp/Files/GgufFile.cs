namespace PromptOpt.LlamaCpp.Files;

/// <summary>The header of a GGUF file: its metadata and how long the file must be. The weights are not read.</summary>
internal sealed class GgufFile
{
    private readonly Dictionary<string, object> metadata;

    internal GgufFile(string path, long length, Dictionary<string, object> metadata)
    {
        Path = path;
        Length = length;
        this.metadata = metadata;
    }

    public string Path { get; }

    /// <summary>Bytes on disk.</summary>
    public long Length { get; }

    public string Architecture => Text("general.architecture");

    public string Name => Text("general.name") is { Length: > 0 } name ? name : System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Quantization => metadata.ContainsKey("general.file_type") ? GgufTypes.FileTypeName(Integer("general.file_type")) : "";

    public int TrainedContext => (int)Math.Min(int.MaxValue, Integer($"{Architecture}.context_length"));

    public string ChatTemplate => Text("tokenizer.chat_template");

    /// <summary>Layers; null if the header does not say.</summary>
    public long? Layers => metadata.ContainsKey($"{Architecture}.block_count") ? Integer($"{Architecture}.block_count") : null;

    /// <summary>Numbers of an attention head's keys; 0 if the header does not say.</summary>
    public long KeyWidth => Or(Integer($"{Architecture}.attention.key_length"), Integer($"{Architecture}.embedding_length") / Heads);

    /// <summary>Numbers of an attention head's values; 0 if the header does not say.</summary>
    public long ValueWidth => Or(Integer($"{Architecture}.attention.value_length"), Integer($"{Architecture}.embedding_length") / Heads);

    /// <summary>Bytes of key-value memory a token takes at 16 bits; 0 if the header does not say.</summary>
    public long KvBytesPerToken => (Layers ?? 0) * Or(Integer($"{Architecture}.attention.head_count_kv"), Heads) * (KeyWidth + ValueWidth) * 2;

    private long Heads => Math.Max(1, Integer($"{Architecture}.attention.head_count"));

    /// <summary>Reads a header.</summary>
    /// <exception cref="ModelFileException">The file is missing, of another kind, or cut off.</exception>
    public static GgufFile Read(string path) => GgufReader.Read(path);

    private static long Or(long value, long otherwise) => value > 0 ? value : otherwise;

    private string Text(string key) => metadata.TryGetValue(key, out var value) && value is string text ? text : "";

    // A list (one value a layer) counts as its largest member.
    private long Integer(string key) => metadata.GetValueOrDefault(key) switch
    {
        null => 0,
        long[] { Length: > 0 } list => list.Max(),
        var number => GgufReader.ToInteger(number),
    };
}
