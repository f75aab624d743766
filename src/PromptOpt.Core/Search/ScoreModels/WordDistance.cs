namespace PromptOpt.Search.ScoreModels;

/// <summary>How many words must be put in, taken out or exchanged to turn one text into another (Levenshtein 1966).</summary>
internal static class WordDistance
{
    /// <summary>Longer texts are compared by their first words behind what both begin with.</summary>
    private const int MostWords = 400;

    /// <summary>The distance.</summary>
    public static int Between(ReadOnlySpan<string> one, ReadOnlySpan<string> other)
    {
        int same = one.CommonPrefixLength(other);
        one = one[same..];
        other = other[same..];
        while (one.Length > 0 && other.Length > 0 && one[^1] == other[^1])
        {
            one = one[..^1];
            other = other[..^1];
        }

        if (one.Length > MostWords) one = one[..MostWords];
        if (other.Length > MostWords) other = other[..MostWords];
        var row = new int[other.Length + 1];
        for (int j = 0; j < row.Length; j++) row[j] = j;
        for (int i = 0; i < one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < other.Length; j++)
            {
                int exchanged = one[i] == other[j] ? diagonal : diagonal + 1;
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(exchanged, 1 + Math.Min(diagonal, row[j]));
            }
        }

        return row[^1];
    }
}
