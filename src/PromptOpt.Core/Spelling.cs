namespace PromptOpt;

/// <summary>Finds what a person probably meant to write.</summary>
public static class Spelling
{
    /// <summary>Returns <c>" (did you mean 'x'?)"</c> for the option nearest to <paramref name="word"/>, or an empty text if none is near.</summary>
    public static string Hint(string word, IEnumerable<string> options) =>
        Nearest(word, options) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    /// <summary>Returns the option with the smallest edit distance, if that is at most a third of the word's length (at least 2).</summary>
    public static string? Nearest(string word, IEnumerable<string> options)
    {
        var best = options
            .Select(option => (Option: option, Distance: Distance(word.ToLowerInvariant(), option.ToLowerInvariant())))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Option, StringComparer.Ordinal)
            .FirstOrDefault((Option: null!, Distance: int.MaxValue));
        return best.Distance <= Math.Max(2, word.Length / 3) && best.Distance < word.Length ? best.Option : null;
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
