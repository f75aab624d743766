using System.Text;

namespace PromptOpt.Grammars;

/// <summary>Ranges of characters as sequences of byte ranges, so that a matcher can work on bytes (the method of RE2 and of Lucene's UTF32ToUTF8).</summary>
internal static class Utf8Ranges
{
    private static readonly int[] LastOfLength = [0x7F, 0x7FF, 0xFFFF];

    /// <summary>Sequences of byte ranges that together match just the UTF-8 form of the characters from low to high.</summary>
    public static IReadOnlyList<(byte Low, byte High)[]> Of(int low, int high)
    {
        var sequences = new List<(byte, byte)[]>();
        Split(low, high, sequences);
        return sequences;
    }

    private static void Split(int low, int high, List<(byte, byte)[]> sequences)
    {
        if (FirstPart(low, high) is { } end)
        {
            Split(low, end, sequences);
            Split(end + 1, high, sequences);
            return;
        }

        sequences.Add([.. Bytes(low).Zip(Bytes(high))]);
    }

    // Where the range must be cut: characters of different length, and heads that differ above tails that do not run through all values.
    private static int? FirstPart(int low, int high)
    {
        foreach (var last in LastOfLength)
            if (low <= last && last < high)
                return last;
        for (var bits = 6; bits <= 18 && high > 0x7F; bits += 6)
        {
            var tail = (1 << bits) - 1;
            if ((low & ~tail) == (high & ~tail)) continue;
            if ((low & tail) != 0) return low | tail;
            if ((high & tail) != tail) return (high & ~tail) - 1;
        }
        return null;
    }

    private static byte[] Bytes(int codePoint)
    {
        Span<byte> bytes = stackalloc byte[4];
        return bytes[..new Rune(codePoint).EncodeToUtf8(bytes)].ToArray();
    }
}
