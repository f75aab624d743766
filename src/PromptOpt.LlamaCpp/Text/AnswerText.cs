using System.Runtime.InteropServices;
using System.Text;

namespace PromptOpt.LlamaCpp.Text;

/// <summary>
/// Collects an answer byte by byte, since tokens may hold parts of characters, and ends it before the first stop string, wherever token
/// borders fall.
/// </summary>
internal sealed class AnswerText(IReadOnlyList<string> stops)
{
    private readonly byte[][] stops = [.. stops.Select(Encoding.UTF8.GetBytes)];
    private readonly List<byte> bytes = [];
    private bool stopped;

    /// <summary>Adds a token's bytes.</summary>
    /// <returns>Whether a stop string has appeared; the text then ends before it.</returns>
    public bool Append(ReadOnlySpan<byte> token)
    {
        var before = bytes.Count;
        bytes.AddRange(token);
        var end = FirstStop(before);
        if (end < 0) return false;
        bytes.RemoveRange(end, bytes.Count - end);
        return stopped = true;
    }

    /// <summary>Bytes of the text.</summary>
    public int Length => stopped ? bytes.Count : CompleteLength(CollectionsMarshal.AsSpan(bytes));

    /// <summary>Whether no character is cut after so many bytes.</summary>
    public bool IsBorder(int length) => length >= bytes.Count || (bytes[length] & 0xC0) != 0x80;

    /// <summary>The text; a character that was cut off in the middle at the end is left out.</summary>
    public override string ToString() => Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(bytes)[..Length]);

    private int FirstStop(int before)
    {
        var span = CollectionsMarshal.AsSpan(bytes);
        var first = -1;
        foreach (var stop in stops)
        {
            // Whatever lies wholly before the new bytes was looked at earlier.
            var start = Math.Max(0, before - stop.Length + 1);
            var index = span[start..].IndexOf(stop);
            if (index >= 0 && (first < 0 || start + index < first)) first = start + index;
        }

        return first;
    }

    private static int CompleteLength(ReadOnlySpan<byte> span)
    {
        for (var back = 1; back <= Math.Min(3, span.Length); back++)
        {
            var value = span[^back];
            if ((value & 0xC0) == 0x80) continue;
            var needed = value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : value >= 0xC0 ? 2 : 1;
            return needed > back ? span.Length - back : span.Length;
        }

        return span.Length;
    }
}
