namespace PromptOpt.Search.ScoreModels;

/// <summary>
/// The phrases of an instruction in a fixed number of columns (feature hashing, Weinberger et al. 2009): each distinct phrase adds +1 or -1 to the column that its
/// hash names, the sign from the hash as well, so that phrases that share a column cancel out on average. The hash (FNV-1a with a final mix) is the same on every machine.
/// </summary>
internal static class HashedPhrases
{
    /// <summary>Columns of words and pairs of neighbouring words.</summary>
    public const int WordColumns = 256;

    /// <summary>Columns of runs of four letters.</summary>
    public const int LetterColumns = 128;

    private const int RunOfLetters = 4;

    /// <summary>Words and pairs of neighbouring words, each once.</summary>
    public static IEnumerable<string> WordsOf(string[] words) =>
        words.Concat(words.Zip(words.Skip(1), (first, second) => first + " " + second)).Distinct(StringComparer.Ordinal);

    /// <summary>Runs of four letters of the words with one blank between them, each once.</summary>
    public static IEnumerable<string> LettersOf(string[] words)
    {
        string text = string.Join(' ', words);
        return Enumerable.Range(0, Math.Max(0, text.Length - RunOfLetters + 1)).Select(start => text.Substring(start, RunOfLetters)).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The column of a phrase and its sign, +1 or -1.</summary>
    public static (int Column, int Sign) Place(string phrase, int columns)
    {
        ulong hash = 14695981039346656037UL;
        foreach (char c in phrase) hash = (hash ^ c) * 1099511628211UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash ^= hash >> 27;
        return ((int)(hash % (ulong)columns), hash >> 63 == 0 ? 1 : -1);
    }

    /// <summary>Adds phrases to their columns.</summary>
    public static void Add(IEnumerable<string> phrases, Span<double> columns)
    {
        foreach (string phrase in phrases)
        {
            var (column, sign) = Place(phrase, columns.Length);
            columns[column] += sign;
        }
    }
}
