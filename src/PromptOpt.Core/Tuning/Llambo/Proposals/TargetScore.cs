namespace PromptOpt.Tuning.Llambo.Proposals;

/// <summary>
/// The value that candidates are asked to reach: the best one and a share of the observed range beyond it (Liu et al. 2024, section 6). Values may have any sign and
/// size; where the target leaves the values that are possible it is brought to their edge, once.
/// </summary>
public static class TargetScore
{
    /// <summary>The target.</summary>
    /// <param name="values">Observed values, higher is better; at least one, finite.</param>
    /// <param name="alpha">Ranges beyond the best value, -1 to 1; negative: inside the observed ones.</param>
    /// <param name="lowest">The smallest possible value; null: none.</param>
    /// <param name="highest">The largest possible value; null: none.</param>
    public static double Of(IReadOnlyList<double> values, double alpha, double? lowest = null, double? highest = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        double best = values.Max(), range = best - values.Min();
        if (range == 0) range = 0.1 * Math.Abs(best);
        double target = best + Math.Clamp(alpha, -1, 1) * range;
        if (!double.IsFinite(target)) target = best;
        if (highest is { } top && target > top) target = top;
        return lowest is { } bottom && target < bottom ? bottom : target;
    }
}
