namespace PromptOpt.Search.ScoreModels;

/// <summary>Whether a score model has earned to be used.</summary>
/// <param name="IsOn">Whether it has.</param>
/// <param name="Reason">Why, or why not, as the end of a sentence.</param>
/// <param name="Errors">Each level predicted from all others, summed up; null where there are too few pairs.</param>
internal sealed record ScoreModelUse(bool IsOn, string Reason, ScoreErrors? Errors)
{
    /// <summary>Fewest pairs that it is judged on.</summary>
    public const int FewestPairs = 20;

    /// <summary>How many standard errors above 0 its gain over both simple predictions, and its rank correlation, must be: one-sided 5 % of each.</summary>
    private const double Signal = 1.645;

    /// <summary>Judges it.</summary>
    /// <param name="heldOut">Each level predicted from all others.</param>
    public static ScoreModelUse Of(IReadOnlyList<HeldOut> heldOut)
    {
        var rows = heldOut.SelectMany(level => level.Rows).ToArray();
        if (rows.Length < FewestPairs || heldOut.Count < 2)
            return new(false, FormattableString.Invariant($"there are {rows.Length} trials to judge it on, in {heldOut.Count} levels; it takes {FewestPairs} in 2"), null);
        var errors = HeldOut.ErrorsOf("all", heldOut.Max(level => level.TrainedOn), rows);
        double overMean = WeightedMean.Signal([.. rows.Select(row => (row.Pair.Weight, HeldOut.MeanError(row) - HeldOut.ModelError(row)))]);
        double overParent = WeightedMean.Signal([.. rows.Select(row => (row.Pair.Weight, HeldOut.ParentError(row.Pair) - HeldOut.ModelError(row)))]);
        double ranks = (errors.RankCorrelation ?? 0) * Math.Sqrt(rows.Length - 1);
        string measured = FormattableString.Invariant(
            $"on {rows.Length} trials, each level predicted from the others, its mean error is {100 * errors.Model:0.0} points, that of the mean {100 * errors.Mean:0.0}, that of the parent {100 * errors.Parent:0.0}, and its rank correlation {errors.RankCorrelation ?? 0:0.00}");
        return Math.Min(overMean, Math.Min(overParent, ranks)) >= Signal
            ? new(true, measured, errors)
            : new(false, measured + "; that could be luck", errors);
    }
}
