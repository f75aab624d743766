using System.Globalization;

namespace PromptOpt.Tuning.Llambo.Proposals;

/// <summary>Numbers of a fixed count of decimals between two bounds, both included, as a grammar over their digits.</summary>
internal static class NumberGrammar
{
    private const int MostDigits = 18;

    /// <summary>An expression for the numbers.</summary>
    /// <param name="low">The lower bound in units of the last decimal.</param>
    /// <param name="high">The upper bound in units of the last decimal, not below the lower one.</param>
    /// <param name="decimals">Digits behind the point; 0: no point.</param>
    public static string Between(long low, long high, int decimals)
    {
        var ways = new List<string>();
        if (low < 0) ways.Add("\"-\" " + Positive(Math.Max(1, -high), -low, decimals));
        if (high >= 0) ways.Add(Positive(Math.Max(0, low), high, decimals));
        return Choice(ways);
    }

    // Each count of digits is a range of its own, without zeros in front beyond the one before the point.
    private static string Positive(long low, long high, int decimals)
    {
        var ways = new List<string>();
        for (int digits = decimals + 1; digits <= MostDigits; digits++)
        {
            long smallest = digits == decimals + 1 ? 0 : Power(digits - 1), largest = Power(digits) - 1;
            long from = Math.Max(low, smallest), to = Math.Min(high, largest);
            if (from <= to) ways.Add(SameLength(Padded(from, digits), Padded(to, digits), decimals > 0 ? digits - decimals : -1));
        }

        return Choice(ways);
    }

    // The point stands in front of the digit at the place given, from here; negative: behind us, or nowhere.
    private static string SameLength(string low, string high, int point)
    {
        if (point == 0) return "\".\" " + SameLength(low, high, -1);
        if (low.Length == 0) return "";
        string lowRest = low[1..], highRest = high[1..], zeros = new('0', low.Length - 1), nines = new('9', low.Length - 1);
        if (low[0] == high[0]) return $"\"{low[0]}\" {SameLength(lowRest, highRest, point - 1)}".TrimEnd();
        char from = low[0], to = high[0];
        var ways = new List<string>();
        if (lowRest != zeros) ways.Add($"\"{from++}\" {SameLength(lowRest, nines, point - 1)}");
        if (highRest != nines) ways.Add($"\"{to--}\" {SameLength(zeros, highRest, point - 1)}");
        if (from <= to) ways.Add($"[{from}-{to}] {Any(low.Length - 1, point - 1)}".TrimEnd());
        return Choice(ways);
    }

    private static string Any(int digits, int point)
    {
        if (point < 0 || point >= digits) return Digits(digits);
        return $"{Digits(point)} \".\" {Digits(digits - point)}".Trim();
    }

    private static string Digits(int count) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"[0-9]{{{count}}}");

    private static string Choice(List<string> ways) => ways.Count == 1 ? ways[0] : $"({string.Join(" | ", ways)})";

    private static string Padded(long number, int digits) => number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    private static long Power(int digits) => (long)Math.Round(Math.Pow(10, digits));
}
