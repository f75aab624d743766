using System.Globalization;
using System.Text.RegularExpressions;

namespace PromptOpt.Evaluation;

/// <summary>Numbers in people's and models' writing: <c>1,234.5</c>, <c>-3</c>, <c>$5</c>, <c>3.</c>, <c>1e3</c>.</summary>
internal static partial class NumberText
{
    /// <summary>The last number in a text, without thousands separators and currency; null if there is none.</summary>
    public static string? LastIn(string text)
    {
        var match = Numbers().Matches(text).LastOrDefault();
        return match is null ? null : Plain(match);
    }

    /// <summary>Reads a text that is one number and nothing else, but for a currency or per-cent sign or a final full stop.</summary>
    public static bool TryParse(string text, out double number)
    {
        number = 0;
        var trimmed = text.Trim();
        var match = Numbers().Match(trimmed);
        return match.Success && match.Index == 0 && trimmed[match.Length..] is "" or "." or "%"
            && double.TryParse(Plain(match), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    private static string Plain(Match match) =>
        (match.Groups["sign"].Success ? "-" : "") + match.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal);

    // A minus is a sign unless it follows a word, a number or a bracket ("3-5" ends in 5); digits inside a word ("B12") are no number.
    [GeneratedRegex(
        @"(?<![A-Za-z0-9])(?<![0-9]\.)(?:(?<sign>(?<![\w)\]])[-\u2212])|(?<![\w)\]])\+)?[$€£]?(?<sign>(?<=[$€£])[-\u2212])?"
        + @"(?<number>(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|(?<=^|[\s(=:$€£+\u2212-])\.[0-9]+)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
