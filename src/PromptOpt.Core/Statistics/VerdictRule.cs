using static System.FormattableString;

namespace PromptOpt.Statistics;

/// <summary>Turns a comparison on test rows into a word.</summary>
public static class VerdictRule
{
    private const double MostRows = 1e7;

    /// <summary>
    /// Improved if the lower end of the interval is above 0 (even if the gain may be smaller than <paramref name="minEffect"/>; the sentence
    /// says so). Else not improved if its upper end is below <paramref name="minEffect"/>. Else undecided.
    /// </summary>
    /// <param name="comparison">Best candidate against the seed prompt on test.</param>
    /// <param name="minEffect">Smallest difference worth having, in [0, 1].</param>
    public static VerdictDecision Decide(PairedComparison comparison, double minEffect)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        if (minEffect is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(minEffect), minEffect, "must be in [0, 1]");
        var numbers = Invariant(
            $"{Points(comparison.Difference)} points on {comparison.Rows} test rows (95 % interval {Points(comparison.CiLow)} to {Points(comparison.CiHigh)}, p {P(comparison.P)})");
        if (comparison.CiLow > 0) return new(VerdictKind.Improved, null, Improved(comparison, minEffect, numbers));
        if (comparison.CiHigh < minEffect) return new(VerdictKind.NotImproved, null, NotImproved(numbers, minEffect));
        var rows = RowsToDecide(comparison, minEffect);
        return new(VerdictKind.Undecided, rows, Undecided(numbers, minEffect, rows));
    }

    private static string Improved(PairedComparison comparison, double minEffect, string numbers) => comparison.CiHigh < minEffect
        ? Invariant($"Improved by {numbers}: above 0, but by less than the {minEffect * 100:0.0} points worth having.")
        : $"Improved by {numbers}: the whole interval is above 0.";

    private static string NotImproved(string numbers, double minEffect) =>
        Invariant($"Not improved: the difference is {numbers}, so a gain of {minEffect * 100:0.0} points, the smallest worth having, is ruled out.");

    private static string Undecided(string numbers, double minEffect, int? rows)
    {
        var need = rows is { } count
            ? Invariant($"about {count} test rows would decide if the difference stays as seen")
            : "no reasonable number of rows would decide so small a difference";
        return Invariant($"Undecided: the difference is {numbers}, which excludes neither 0 nor a gain of {minEffect * 100:0.0} points; {need}.");
    }

    /// <summary>
    /// The nearer of two ends: the interval excludes 0 (distance: the difference), or its upper end falls below the smallest effect (distance:
    /// smallest effect minus difference). Rows = ((z(0.975) + z(0.8)) * deviation / distance)^2, not fewer than a sample without any variance would
    /// need. One row at -1 and one at +1 are added to the deviation, since few rows without variance do not prove that there is none.
    /// </summary>
    internal static int? RowsToDecide(PairedComparison comparison, double minEffect) =>
        RowsFor(comparison, Math.Max(comparison.Difference, minEffect - comparison.Difference));

    /// <summary>Rows that decide over a distance; null for none or too many.</summary>
    internal static int? RowsFor(PairedComparison comparison, double distance)
    {
        if (distance <= 0) return null;
        var n = comparison.Rows;
        var squares = comparison.StandardDeviation * comparison.StandardDeviation * (n - 1) + 2;
        var byVariance = Math.Pow((Normal.Z975 + Normal.Z80) / distance, 2) * squares / (n + 1);
        var withoutVariance = distance < 1 ? Math.Log(0.025) / Math.Log(1 - distance) : 1;
        var rows = Math.Ceiling(Math.Max(Math.Max(byVariance, withoutVariance), n + 1));
        return rows <= MostRows ? (int)rows : null;
    }

    private static string Points(double difference) => Invariant($"{difference * 100:+0.0;-0.0;0.0}");

    private static string P(double p) => p < 0.001 ? "< 0.001" : Invariant($"= {p:0.000}");
}
