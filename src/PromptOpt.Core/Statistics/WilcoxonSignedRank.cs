namespace PromptOpt.Statistics;

/// <summary>
/// Wilcoxon's signed rank test (1945): whether differences tend to be above 0, from their signs and the order of their sizes. Exact for any number of values, ties included: the chance of
/// every sum of ranks is counted over all signs. Differences of 0 say nothing and drop out.
/// </summary>
public static class WilcoxonSignedRank
{
    private const double Least = 1e-12;

    /// <summary>One-sided p-value in (0, 1]: the chance of a sum of positive ranks at least as large if both signs are as likely. 1 without a difference.</summary>
    /// <param name="differences">Paired differences.</param>
    public static double GreaterP(IReadOnlyList<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        double[] values = [.. differences.Where(d => Math.Abs(d) > Least).OrderBy(Math.Abs)];
        var ranks = DoubledRanks(values);
        var sum = values.Zip(ranks).Where(pair => pair.First > 0).Sum(pair => pair.Second);
        return Math.Min(1, SumChances(ranks).Skip(sum).Sum());
    }

    /// <summary>Twice the rank of each value, so that the mean rank of ties is a whole number.</summary>
    private static int[] DoubledRanks(double[] sorted)
    {
        var ranks = new int[sorted.Length];
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            next = first + 1;
            while (next < sorted.Length && Math.Abs(sorted[next]) - Math.Abs(sorted[first]) <= Least) next++;
            for (var i = first; i < next; i++) ranks[i] = first + 1 + next;
        }

        return ranks;
    }

    /// <summary>The chance of every sum, by adding one rank after the other with either sign.</summary>
    private static double[] SumChances(int[] ranks)
    {
        var chances = new double[ranks.Sum() + 1];
        chances[0] = 1;
        foreach (var rank in ranks)
        {
            for (var sum = chances.Length - 1; sum >= 0; sum--) chances[sum] = (chances[sum] + (sum >= rank ? chances[sum - rank] : 0)) / 2;
        }

        return chances;
    }
}
