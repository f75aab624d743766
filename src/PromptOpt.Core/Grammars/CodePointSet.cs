namespace PromptOpt.Grammars;

/// <summary>A set of Unicode characters, as ranges in rising order that do not touch. Surrogates, which UTF-8 cannot hold, are never in it.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;

    private CodePointSet(IReadOnlyList<(int Low, int High)> ranges) => Ranges = ranges;

    /// <summary>Every character.</summary>
    public static CodePointSet All { get; } = Of((0, Last));

    /// <summary>First and last character of each range.</summary>
    public IReadOnlyList<(int Low, int High)> Ranges { get; }

    /// <summary>The union of ranges in any order.</summary>
    public static CodePointSet Of(params IEnumerable<(int Low, int High)> ranges)
    {
        var merged = new List<(int Low, int High)>();
        foreach (var (low, high) in ranges.SelectMany(WithoutSurrogates).OrderBy(range => range.Low))
        {
            if (merged.Count > 0 && low <= merged[^1].High + 1) merged[^1] = (merged[^1].Low, Math.Max(merged[^1].High, high));
            else merged.Add((low, high));
        }
        return new CodePointSet(merged);
    }

    /// <summary>Every character that is not in it.</summary>
    public CodePointSet Complement()
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (low, high) in Ranges)
        {
            if (low > next) gaps.Add((next, low - 1));
            next = high + 1;
        }
        if (next <= Last) gaps.Add((next, Last));
        return Of(gaps);
    }

    /// <summary>What is in it and not in the other.</summary>
    public CodePointSet Except(CodePointSet other) => Of(Complement().Ranges.Concat(other.Ranges)).Complement();

    /// <summary>Whether a character is in it.</summary>
    public bool Contains(int codePoint) => Ranges.Any(range => range.Low <= codePoint && codePoint <= range.High);

    private static IEnumerable<(int Low, int High)> WithoutSurrogates((int Low, int High) range)
    {
        if (range.Low <= Math.Min(range.High, 0xD7FF)) yield return (range.Low, Math.Min(range.High, 0xD7FF));
        if (Math.Max(range.Low, 0xE000) <= range.High) yield return (Math.Max(range.Low, 0xE000), range.High);
    }
}
