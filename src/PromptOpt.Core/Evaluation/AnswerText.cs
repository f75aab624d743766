using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>Answers made comparable.</summary>
internal static class AnswerText
{
    private static readonly (char Open, char Close)[] Quotes = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’'), ('«', '»')];
    private static readonly string[] Articles = ["a", "an", "the"];

    /// <summary>Trimmed, case-folded, inner whitespace collapsed, surrounding quotes and final full stops removed (as long as something is left).</summary>
    public static string Normalize(string text)
    {
        var current = NormalizedText.Of(text);
        while (Strip(current) is { Length: > 0 } shorter && shorter != current) current = shorter;
        return current;
    }

    /// <summary>The words of SQuAD's comparison: lower case, without punctuation and articles.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var letters = text.ToLowerInvariant().Where(c => !char.IsPunctuation(c) && !(char.IsAscii(c) && char.IsSymbol(c)));
        return [.. string.Concat(letters).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => !Articles.Contains(word))];
    }

    private static string Strip(string text)
    {
        if (text.EndsWith('.')) return text[..^1].TrimEnd();
        return text.Length > 2 && Array.Exists(Quotes, quote => text[0] == quote.Open && text[^1] == quote.Close) ? text[1..^1].Trim() : text;
    }
}
