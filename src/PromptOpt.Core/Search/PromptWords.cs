using System.Text.RegularExpressions;

namespace PromptOpt.Search;

/// <summary>Instructions as words, without case, blanks and punctuation: what is compared when two should say the same.</summary>
internal static partial class PromptWords
{
    private const int RunLength = 3;

    /// <summary>The words in order, in lower case.</summary>
    public static string[] Of(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(m => m.Value)];

    /// <summary>The words as one text, with a space between them.</summary>
    public static string Normal(string text) => string.Join(' ', Of(text));

    /// <summary>Runs of three words, or all words of a shorter text as one.</summary>
    public static IReadOnlySet<string> Triples(string text)
    {
        var words = Of(text);
        return Enumerable.Range(0, Math.Max(1, words.Length - RunLength + 1))
            .Select(start => string.Join(' ', words.Skip(start).Take(RunLength))).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Jaccard index of two sets: 0 nothing in common, 1 the same.</summary>
    public static double Similarity(IReadOnlySet<string> one, IReadOnlySet<string> other)
    {
        int both = one.Count(other.Contains);
        return (double)both / (one.Count + other.Count - both);
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
