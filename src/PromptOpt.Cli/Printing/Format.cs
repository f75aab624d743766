using System.Globalization;
using System.Text;
using PromptOpt.Evaluation;
using PromptOpt.Statistics;

namespace PromptOpt.Cli.Printing;

/// <summary>Numbers and texts as people read them; always in the invariant culture.</summary>
internal static class Format
{
    /// <summary>What stands where nothing is known.</summary>
    public const string Nothing = "-";

    /// <summary>A value in [0, 1] with three decimals.</summary>
    public static string Value(double? value) => Number(value, "0.000");

    /// <summary>A difference of such values in points with a sign.</summary>
    public static string Points(double? difference) => Number(difference * 100, "+0.0;-0.0;0.0");

    /// <summary>An interval of values.</summary>
    public static string Interval(Interval? interval) => interval is { } i ? $"[{Number(i.Low, "0.00")}, {Number(i.High, "0.00")}]" : Nothing;

    /// <summary>A p-value; very small ones as a bound.</summary>
    public static string PValue(double? p) => p < 0.0001 ? "< 0.0001" : $"= {Number(p, "0.0###")}";

    /// <summary>A count with thousands separators.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count with three digits at most and k or M.</summary>
    public static string Short(double count) => Math.Abs(count) switch
    {
        < 1000 => Number(count, "0"),
        < 9_950 => Number(count / 1000, "0.0") + "k",
        < 999_500 => Number(count / 1000, "0") + "k",
        < 9_950_000 => Number(count / 1e6, "0.0") + "M",
        _ => Number(count / 1e6, "#,0") + "M",
    };

    /// <summary>Minutes and seconds, with hours where there are any.</summary>
    public static string Time(TimeSpan time)
    {
        var whole = TimeSpan.FromSeconds(Math.Max(0, Math.Floor(time.TotalSeconds)));
        return whole.ToString(whole.TotalHours >= 1 ? @"%h\:mm\:ss" : @"%m\:ss", CultureInfo.InvariantCulture) is var text && whole.TotalDays >= 1
            ? $"{whole.Days}d {text}"
            : text;
    }

    /// <summary>Bytes in decimal units, as model files are spoken of.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000_000 => Number(bytes / 1e3, "0") + " kB",
        < 1_000_000_000 => Number(bytes / 1e6, "0") + " MB",
        _ => Number(bytes / 1e9, "0.0") + " GB",
    };

    /// <summary>Median and 95th percentile of the time of a row, in milliseconds.</summary>
    public static string Latency(RolloutNumbers numbers) => $"p50 {Number(1000 * numbers.LatencyMedian, "#,0")} ms, p95 {Number(1000 * numbers.Latency95, "#,0")} ms";

    /// <summary>A number in a given picture; <see cref="Nothing"/> for none, <c>inf</c> for infinity.</summary>
    public static string Number(double? value, string picture) => value switch
    {
        null => Nothing,
        double.PositiveInfinity => "inf",
        _ => value.Value.ToString(picture, CultureInfo.InvariantCulture),
    };

    /// <summary>A text on one line: control characters, which could steer the terminal, become spaces.</summary>
    public static string OneLine(string text) => Clean(text, keepLines: false).Trim();

    /// <summary>The same with its outer spaces.</summary>
    public static string OneLineKeepingSpaces(string text) => Clean(text, keepLines: false);

    /// <summary>A text of several lines without other control characters.</summary>
    public static string Lines(string text) => Clean(text.ReplaceLineEndings("\n"), keepLines: true);

    /// <summary>A text cut to a width, with an ellipsis.</summary>
    public static string Cut(string text, int width) => text.Length <= width ? text : width < 2 ? "" : string.Concat(text.AsSpan(0, width - 1), "…");

    private static string Clean(string text, bool keepLines)
    {
        if (!text.Any(char.IsControl)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            clean.Append(!char.IsControl(c) || (keepLines && (c is '\n' or '\t')) ? c : ' ');
        return clean.ToString();
    }
}
