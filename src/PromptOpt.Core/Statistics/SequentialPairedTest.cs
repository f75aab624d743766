namespace PromptOpt.Statistics;

/// <summary>
/// Whether a candidate is worse than another on rows of this kind, valid however often one looks and whenever one stops.
/// <para>Null hypothesis: given the rows before it, every row's difference (candidate minus baseline, in [-1, 1]) has a mean of at least 0. A gambler
/// who bets the share b of his wealth against the candidate on every row multiplies it by 1 - b d, which stays above 0 and under the null is not expected
/// to grow. The evidence is the mean wealth of gamblers with b = 0.025, 0.075 .. 0.975, each starting with 1: a test supermartingale, so the chance
/// that it ever reaches 1 / error is at most the error (Ville 1939). This is betting on a bounded mean with a grid of bets (Waudby-Smith and
/// Ramdas 2024, "Estimating means of bounded random variables by betting"); for right-or-wrong scores it is the likelihood ratio of a mixture
/// over the share of discordant rows that the candidate wins, below one half, against one half. Rows without a difference change nothing.</para>
/// <para>The null holds for rows in random order when both candidates were fixed before their scores on these rows were known.</para>
/// </summary>
public static class SequentialPairedTest
{
    private const int Bets = 20;

    /// <summary>The evidence against the candidate after each row: 1 at the start (not in the list), above 0, with an expectation of at most 1 under the null.</summary>
    /// <param name="differences">Row differences in [-1, 1], in the order of the rows.</param>
    public static IReadOnlyList<double> Evidence(IReadOnlyList<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        var wealth = Enumerable.Repeat(1.0, Bets).ToArray();
        var evidence = new double[differences.Count];
        for (var i = 0; i < evidence.Length; i++)
        {
            for (var b = 0; b < Bets; b++) wealth[b] *= 1 - (b + 0.5) / Bets * differences[i];
            evidence[i] = wealth.Average();
        }

        return evidence;
    }

    /// <summary>The p-value at any time: 1 over the largest evidence so far, in (0, 1]. It never rises with more rows.</summary>
    /// <param name="candidate">Scores of the candidate, in [0, 1]; without rows the p-value is 1.</param>
    /// <param name="baseline">Scores of the other on the same rows in the same order.</param>
    /// <param name="margin">How much worse is as good, in [0, 1): the null hypothesis is then a mean of at least minus the margin. Differences are moved by it and divided by
    /// 1 + margin, which keeps them in [-1, 1]. Default 0.</param>
    /// <exception cref="ArgumentException">Different numbers of rows, or a score outside [0, 1].</exception>
    public static double P(IReadOnlyList<double> candidate, IReadOnlyList<double> baseline, double margin = 0)
    {
        if (margin is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(margin), margin, "must be in [0, 1)");
        var differences = PairedScores.Differences(candidate, baseline);
        for (var i = 0; i < differences.Length && margin > 0; i++) differences[i] = (differences[i] + margin) / (1 + margin);
        return 1 / Evidence(differences).Append(1).Max();
    }
}
