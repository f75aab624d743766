namespace PromptOpt.Search;

/// <summary>
/// Candidates that are best on some row and that no others replace (GEPA, Agrawal et al. 2025): from the weakest mean upwards, a candidate is removed if on
/// every row where it is best another one that is left is as good.
/// </summary>
internal static class ParetoFront
{
    /// <summary>Finds them.</summary>
    /// <param name="scores">Scores by candidate and row; rows beyond the shortest are not looked at.</param>
    /// <returns>Indices of the candidates that are left, in rising order, each with the number of rows it is best on, at least 1. Without rows, all with 1.</returns>
    public static IReadOnlyList<(int Candidate, int Rows)> Of(IReadOnlyList<IReadOnlyList<double>> scores)
    {
        int rows = scores.Count == 0 ? 0 : scores.Min(s => s.Count);
        if (rows == 0) return [.. scores.Select((_, candidate) => (candidate, 1))];
        var best = new bool[scores.Count, rows];
        var winners = new int[rows]; // candidates left that are best on a row
        for (int row = 0; row < rows; row++)
        {
            double top = scores.Max(s => s[row]);
            for (int candidate = 0; candidate < scores.Count; candidate++)
            {
                best[candidate, row] = scores[candidate][row] >= top;
                if (best[candidate, row]) winners[row]++;
            }
        }

        var left = Enumerable.Range(0, scores.Count).ToList();
        foreach (int candidate in left.OrderBy(c => scores[c].Take(rows).Sum()).ThenByDescending(c => c).ToArray())
        {
            var own = Enumerable.Range(0, rows).Where(row => best[candidate, row]).ToArray();
            if (own.Any(row => winners[row] == 1)) continue;
            foreach (int row in own) winners[row]--;
            left.Remove(candidate);
        }

        return [.. left.Select(candidate => (candidate, Enumerable.Range(0, rows).Count(row => best[candidate, row])))];
    }
}
