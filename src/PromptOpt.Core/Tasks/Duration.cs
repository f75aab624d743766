using System.Globalization;

namespace PromptOpt.Tasks;

/// <summary>Lengths of time as people write them: <c>150s</c>, <c>4m</c>, <c>1.5h</c>, <c>30d</c>, or plain seconds.</summary>
public static class Duration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>Reads a length of time.</summary>
    /// <param name="text">A positive number with a full stop as decimal sign, followed by s, m, h, d or nothing (seconds).</param>
    /// <exception cref="BadInputException">It is not such a text, or above a year.</exception>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out var value)
            ? value
            : throw new BadInputException($"'{text}' is not a length of time; write a positive number with s, m, h or d, such as 150s, 4m or 1.5h (at most a year)");

    /// <summary>Reads a length of time, without an exception.</summary>
    /// <param name="text">As for <see cref="Parse"/>.</param>
    /// <param name="value">The time; zero if it could not be read.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(string text, out TimeSpan value)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = TimeSpan.Zero;
        var trimmed = text.Trim();
        var seconds = trimmed.Length == 0 ? 0 : SecondsOf(trimmed[^1]);
        var digits = seconds > 0 ? trimmed[..^1] : trimmed;
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        var total = number * Math.Max(1, seconds);
        if (!(total >= 0.001 && total <= Longest.TotalSeconds)) return false;
        value = TimeSpan.FromSeconds(total);
        return true;
    }

    private static int SecondsOf(char unit) => unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
}
