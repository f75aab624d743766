namespace PromptOpt.Statistics;

/// <summary>Shares of rows, such as an accuracy.</summary>
public static class Proportion
{
    /// <summary>
    /// Wilson's score interval (Wilson 1927), 95 % by default. Unlike mean ± 1.96 standard errors it stays in [0, 1] and has a width when
    /// no row, or every row, is a success.
    /// </summary>
    /// <param name="successes">Successes, 0 to <paramref name="rows"/>; a sum of scores in [0, 1] will do.</param>
    /// <param name="rows">Rows, at least 0; without rows nothing is known and the interval is [0, 1].</param>
    /// <param name="z">Normal quantile of the level. Default 1.96 (95 %).</param>
    public static Interval Wilson(double successes, int rows, double z = Normal.Z975)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (!(successes >= 0 && successes <= rows)) throw new ArgumentOutOfRangeException(nameof(successes), successes, $"must be 0 to {rows}");
        if (rows == 0) return new Interval(0, 1);
        var p = successes / rows;
        var z2 = z * z;
        var centre = p + z2 / (2 * rows);
        var half = z * Math.Sqrt((p * (1 - p) + z2 / (4 * rows)) / rows);
        var scale = 1 + z2 / rows;
        return new Interval(
            successes == 0 ? 0 : Math.Max(0, (centre - half) / scale),
            successes == rows ? 1 : Math.Min(1, (centre + half) / scale));
    }
}
