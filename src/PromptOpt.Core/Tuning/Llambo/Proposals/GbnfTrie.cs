using System.Text;

namespace PromptOpt.Tuning.Llambo.Proposals;

/// <summary>Texts as a grammar that shares their beginnings, so that a model is free at every character where they differ, and nowhere else.</summary>
internal static class GbnfTrie
{
    /// <summary>An expression for exactly these texts.</summary>
    /// <param name="texts">At least one.</param>
    public static string Of(IEnumerable<string> texts)
    {
        string[] sorted = [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return Node(sorted, 0);
    }

    /// <summary>A text in quotes.</summary>
    public static string Literal(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    // The texts agree up to a place.
    private static string Node(ReadOnlySpan<string> sorted, int from)
    {
        string first = sorted[0], last = sorted[^1];
        int to = from;
        while (to < first.Length && to < last.Length && first[to] == last[to]) to++;
        if (to > from && to < first.Length && char.IsHighSurrogate(first[to - 1])) to--;
        string shared = to > from ? Literal(first[from..to]) : "";
        if (sorted.Length == 1) return shared.Length > 0 ? shared : "\"\"";
        bool mayEnd = first.Length == to;
        if (mayEnd) sorted = sorted[1..];
        var branches = new List<string>();
        for (int i = 0; i < sorted.Length;)
        {
            int end = i + 1;
            while (end < sorted.Length && Lead(sorted[end], to) == Lead(sorted[i], to)) end++;
            branches.Add(Node(sorted[i..end], to));
            i = end;
        }

        return $"{shared} ({string.Join(" | ", branches)}){(mayEnd ? "?" : "")}".TrimStart();
    }

    // A character that is two units is never taken apart.
    private static int Lead(string text, int at) => char.IsSurrogatePair(text, at) ? char.ConvertToUtf32(text, at) : text[at];
}
