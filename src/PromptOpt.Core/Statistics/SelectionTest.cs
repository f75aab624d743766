using System.Numerics;

namespace PromptOpt.Statistics;

/// <summary>
/// Whether the best of many candidates really beats the seed prompt on validation, or is only the luckiest of them. Each row's differences
/// to the seed change sign together for all candidates, which keeps their correlation; the largest studentised difference of each flip is what luck
/// alone gives (max-T, Westfall and Young 1993). One-sided.
/// </summary>
public static class SelectionTest
{
    /// <summary>
    /// The p-value of every candidate, adjusted for all that were tried, in (0, 1]. The statistic is sum(d) / sqrt(sum(d^2)), which
    /// orders like Student's t and whose denominator no flip changes; a candidate that never differs from the seed has 0. A candidate pruned early
    /// counts with the rows it has; since pruning stops the losing ones only, it cannot make a survivor look better.
    /// </summary>
    /// <param name="seedScores">Scores of the seed prompt by row, in [0, 1].</param>
    /// <param name="candidateScores">Scores of each candidate on the first rows of the same list, in [0, 1], possibly fewer than the seed's.</param>
    /// <param name="seed">Seed of the flips; the same seed gives the same numbers.</param>
    /// <param name="flips">Random flips, at least 1000. Default 4000; the smallest p-value is 1 / (flips + 1).</param>
    /// <exception cref="ArgumentException">A candidate has more rows than the seed, or a score is outside [0, 1].</exception>
    public static IReadOnlyList<double> AdjustedP(
        IReadOnlyList<double> seedScores, IReadOnlyList<IReadOnlyList<double>> candidateScores, ulong seed, int flips = 4000)
    {
        ArgumentNullException.ThrowIfNull(seedScores);
        ArgumentNullException.ThrowIfNull(candidateScores);
        ArgumentOutOfRangeException.ThrowIfLessThan(flips, 1000);
        if (candidateScores.Count == 0) return [];
        var rows = ScaledRows(seedScores, candidateScores);
        var observed = new double[candidateScores.Count];
        foreach (var row in rows)
        {
            for (var c = 0; c < observed.Length; c++) observed[c] += row[c];
        }

        var largest = LargestByFlip(rows, candidateScores.Count, new SeededRandom(seed), flips);
        return [.. observed.Select(o => (largest.Count(l => l >= o - 1e-9) + 1.0) / (flips + 1.0))];
    }

    /// <summary>Differences by row, then candidate (padded to whole vectors), each candidate scaled to a sum of squares of 1.</summary>
    private static double[][] ScaledRows(IReadOnlyList<double> seedScores, IReadOnlyList<IReadOnlyList<double>> candidateScores)
    {
        var width = (candidateScores.Count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        var rows = new double[seedScores.Count][];
        for (var i = 0; i < rows.Length; i++) rows[i] = new double[width];
        for (var c = 0; c < candidateScores.Count; c++)
        {
            var scores = candidateScores[c];
            if (scores.Count > seedScores.Count)
                throw new ArgumentException($"candidate {c} has {scores.Count} rows, but the seed only {seedScores.Count}", nameof(candidateScores));
            var differences = PairedScores.Differences(scores, [.. seedScores.Take(scores.Count)]);
            var norm = Math.Sqrt(differences.Sum(d => d * d));
            for (var i = 0; i < differences.Length && norm > 0; i++) rows[i][c] = differences[i] / norm;
        }

        return rows;
    }

    /// <summary>The largest statistic of each flip over the candidates, padding left out.</summary>
    private static double[] LargestByFlip(double[][] rows, int candidates, SeededRandom random, int flips)
    {
        var sums = new double[rows.Length == 0 ? candidates : rows[0].Length];
        var largest = new double[flips];
        for (var f = 0; f < flips; f++)
        {
            Array.Clear(sums);
            var bits = 0UL;
            for (var i = 0; i < rows.Length; i++, bits >>= 1)
            {
                if ((i & 63) == 0) bits = random.NextBits();
                AddSigned(sums, rows[i], (bits & 1) == 0 ? 1 : -1);
            }

            largest[f] = Largest(sums.AsSpan(0, candidates));
        }

        return largest;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = values[0];
        foreach (var value in values) largest = Math.Max(largest, value);
        return largest;
    }

    private static void AddSigned(double[] sums, double[] row, double sign)
    {
        for (var c = 0; c < sums.Length; c += Vector<double>.Count)
            (new Vector<double>(sums, c) + new Vector<double>(row, c) * sign).CopyTo(sums, c);
    }
}
