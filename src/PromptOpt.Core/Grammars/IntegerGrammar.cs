using System.Globalization;

namespace PromptOpt.Grammars;

/// <summary>Whole numbers within bounds, digit by digit.</summary>
internal static class IntegerGrammar
{
    /// <summary>Most digits that are written, so that a model cannot write digits for ever.</summary>
    private const int MostDigits = 15;

    private static readonly GrammarNode Digit = new CharacterNode(CodePointSet.Of(('0', '9')));
    private static readonly GrammarNode FirstDigit = new CharacterNode(CodePointSet.Of(('1', '9')));

    /// <summary>Any whole number from 0, without leading zeros.</summary>
    public static GrammarNode Natural { get; } =
        GrammarNode.Choice(GrammarNode.Text("0"), GrammarNode.Sequence(FirstDigit, new RepeatNode(Digit, 0, MostDigits - 1)));

    /// <summary>Digits, at least one.</summary>
    public static GrammarNode Digits { get; } = new RepeatNode(Digit, 1, MostDigits);

    /// <summary>The numbers from low to high; null is no bound.</summary>
    public static GrammarNode Between(long? low, long? high)
    {
        if (low is null && high is null) return GrammarNode.Sequence(GrammarNode.Optional(GrammarNode.Text("-")), Natural);
        var ways = new List<GrammarNode>();
        if (low is null or < 0)
        {
            var (nearest, farthest) = (high is < 0 ? -high.Value : 1, low is null ? null : -low);
            ways.Add(GrammarNode.Sequence(GrammarNode.Text("-"), Positive(nearest, farthest)));
        }
        if (high is null or >= 0) ways.Add(Positive(Math.Max(0, low ?? 0), high));
        return GrammarNode.Choice(ways);
    }

    // 0 or more; each number of digits is a range of its own.
    private static GrammarNode Positive(long low, long? high)
    {
        var ways = new List<GrammarNode>();
        for (var digits = 1; digits <= MostDigits; digits++)
        {
            var (smallest, largest) = (digits == 1 ? 0 : Power(digits - 1), Power(digits) - 1);
            var (from, to) = (Math.Max(low, smallest), Math.Min(high ?? largest, largest));
            if (from <= to) ways.Add(SameLength(from.ToString(CultureInfo.InvariantCulture), to.ToString(CultureInfo.InvariantCulture)));
        }
        return GrammarNode.Choice(ways);
    }

    private static GrammarNode SameLength(string low, string high)
    {
        if (low.Length == 0) return GrammarNode.Nothing;
        var (rest, zeros, nines) = (low.Length - 1, new string('0', low.Length - 1), new string('9', low.Length - 1));
        if (low[0] == high[0]) return GrammarNode.Sequence(GrammarNode.Text(low[..1]), SameLength(low[1..], high[1..]));
        var (from, to) = (low[0], high[0]);
        var ways = new List<GrammarNode>();
        if (low[1..] != zeros) ways.Add(GrammarNode.Sequence(GrammarNode.Text(low[..1]), SameLength(low[1..], nines)));
        if (high[1..] != nines) ways.Add(GrammarNode.Sequence(GrammarNode.Text(high[..1]), SameLength(zeros, high[1..])));
        if (low[1..] != zeros) from++;
        if (high[1..] != nines) to--;
        if (from <= to) ways.Add(GrammarNode.Sequence(new CharacterNode(CodePointSet.Of((from, to))), new RepeatNode(Digit, rest, rest)));
        return GrammarNode.Choice(ways);
    }

    private static long Power(int digits) => (long)Math.Pow(10, digits);
}
