using System.Text;

namespace PromptOpt.Evaluation;

/// <summary>
/// chrF (Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation"), as sacreBLEU computes it for one sentence by default:
/// whitespace left out, case kept, precision and recall averaged over the n-gram lengths that both texts have, then F with beta 2.
/// </summary>
internal static class ChrfScore
{
    private const int LongestGram = 6;
    private const double BetaSquared = 4;

    /// <summary>The score, in [0, 1]; 0 if one text has no characters.</summary>
    public static double Of(string answer, string target)
    {
        var (written, expected) = (Characters(answer), Characters(target));
        var orders = Math.Min(LongestGram, Math.Min(written.Length, expected.Length));
        if (orders == 0) return 0;
        var (precision, recall) = (0.0, 0.0);
        for (var length = 1; length <= orders; length++)
        {
            var counts = Grams(expected, length).CountBy(gram => gram).ToDictionary();
            var common = Grams(written, length).CountBy(gram => gram).Sum(pair => Math.Min(pair.Value, counts.GetValueOrDefault(pair.Key)));
            precision += (double)common / (written.Length - length + 1) / orders;
            recall += (double)common / (expected.Length - length + 1) / orders;
        }

        return precision + recall > 0 ? Math.Min(1, (1 + BetaSquared) * precision * recall / ((BetaSquared * precision) + recall)) : 0;
    }

    private static Rune[] Characters(string text) => [.. text.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune))];

    private static IEnumerable<string> Grams(Rune[] text, int length) =>
        Enumerable.Range(0, text.Length - length + 1).Select(start => string.Concat(text[start..(start + length)]));
}
