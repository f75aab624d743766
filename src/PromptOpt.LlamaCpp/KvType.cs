namespace PromptOpt.LlamaCpp;

/// <summary>How the numbers of the key-value memory are kept.</summary>
public sealed record KvType
{
    private KvType(string name, int number, int blockElements, int blockBytes) =>
        (Name, Number, BlockElements, BlockBytes) = (name, number, blockElements, blockBytes);

    /// <summary>16 bits, the default.</summary>
    public static KvType F16 { get; } = new("f16", 1, 1, 2);

    /// <summary>All types that llama.cpp keeps key-value memory in.</summary>
    public static IReadOnlyList<KvType> All { get; } =
    [
        F16, new("bf16", 30, 1, 2), new("f32", 0, 1, 4), new("q8_0", 8, 32, 34), new("q5_1", 7, 32, 24), new("q5_0", 6, 32, 22),
        new("q4_1", 3, 32, 20), new("q4_0", 2, 32, 18), new("iq4_nl", 20, 32, 18),
    ];

    /// <summary>The name, as on the command line.</summary>
    public string Name { get; }

    /// <summary>Whether numbers are rounded in blocks; needs flash attention.</summary>
    public bool IsQuantized => BlockElements > 1;

    /// <summary>llama.cpp's number of the type.</summary>
    internal int Number { get; }

    /// <summary>Numbers of a block; an attention head must hold whole ones.</summary>
    internal int BlockElements { get; }

    private int BlockBytes { get; }

    /// <summary>The type of a name; null if there is none.</summary>
    public static KvType? Find(string name) => All.FirstOrDefault(type => type.Name == name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Bytes that take the place of so many at 16 bits.</summary>
    internal long Scale(long bytesAt16Bits) => bytesAt16Bits / 2 * BlockBytes / BlockElements;
}
