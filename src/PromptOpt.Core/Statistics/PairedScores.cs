namespace PromptOpt.Statistics;

/// <summary>Row differences of scores in [0, 1].</summary>
internal static class PairedScores
{
    /// <summary>Candidate minus baseline, row by row, in [-1, 1].</summary>
    public static double[] Differences(IReadOnlyList<double> candidate, IReadOnlyList<double> baseline)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(baseline);
        if (candidate.Count != baseline.Count)
            throw new ArgumentException($"both need the same rows, but the candidate has {candidate.Count} and the baseline {baseline.Count}", nameof(candidate));
        var differences = new double[candidate.Count];
        for (var i = 0; i < differences.Length; i++) differences[i] = Checked(candidate[i], i, nameof(candidate)) - Checked(baseline[i], i, nameof(baseline));
        return differences;
    }

    private static double Checked(double score, int row, string name) => score is >= 0 and <= 1
        ? score
        : throw new ArgumentException(FormattableString.Invariant($"scores must be in [0, 1], but row {row} has {score}"), name);
}
