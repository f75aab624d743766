using PromptOpt.Tuning.Llambo.Surrogates;

namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>
/// Which member of a pool is tried. Members are ranked by the logarithm of the predictor's expected improvement and the advisor's preference, which counts with
/// its weight and less with every value that is known (Hvarfner et al. 2022). What an advisor has earned beyond its start weight does not fade: by so much its own expected
/// improvement is mixed into the predictor's, as models are averaged by how well they predicted (Hoeting et al. 1999). An advised one must besides have an upper bound not far below the best of the pool
/// (Chen et al., arXiv 2505.14756), and the classical sampler's own suggestion is taken unless an advised one is first.
/// </summary>
/// <param name="Winner">Index of the member that is tried.</param>
/// <param name="Outcome">What became of the advisor.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record GuardVerdict(int Winner, GuardOutcome Outcome, string Reason)
{
    private const double LeastImprovement = 1e-300;

    public static GuardVerdict Of(
        GuardPool pool, IReadOnlyList<NormalBelief> predicted, IReadOnlyList<ScoreDistribution> advised, IReadOnlyList<double> values, int dimensions, double weight, GuardOptions options)
    {
        double best = values.Max(), mean = values.Average(), spread = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        double[] gains = [.. advised.Select(belief => ExpectedImprovement.Of(belief, best))], preference = Ranks(gains);
        double proven = Math.Max(0, weight - options.StartWeight);
        double[] worth = [.. predicted.Select((belief, i) =>
            Math.Log(Math.Max(LeastImprovement, (1 - proven) * belief.Improvement(best) + proven * gains[i])) + options.Influence / values.Count * weight * Math.Log(preference[i]))];
        double deviations = Deviations(values.Count, dimensions), tolerance = options.Tolerance * spread / (values.Count + 1);
        double[] bounds = [.. predicted.Select(belief => belief.UpperBound(deviations))];
        double least = bounds.Max() - tolerance;
        var order = Enumerable.Range(0, pool.Members.Count).OrderByDescending(i => worth[i]).ToList();
        int first = order[0], allowed = order.FirstOrDefault(i => !pool.IsAdvised(i) || bounds[i] >= least);
        if (pool.IsAdvised(allowed)) return new(allowed, GuardOutcome.Taken, FormattableString.Invariant($"first of {pool.Members.Count} in the pool"));
        return pool.IsAdvised(first)
            ? new(0, GuardOutcome.Vetoed, FormattableString.Invariant($"upper bound {bounds[first]:G4} is below {least:G4}"))
            : new(0, GuardOutcome.Outbid, FormattableString.Invariant($"best of the model's {pool.Advised} is place {order.FindIndex(pool.IsAdvised) + 1} of {pool.Members.Count}"));
    }

    /// <summary>Places from 1 / n for the worst to 1 for the best; equals share the middle of theirs.</summary>
    internal static double[] Ranks(IReadOnlyList<double> scores) =>
        [.. scores.Select(score => (scores.Count(other => other < score) + (scores.Count(other => other == score) + 1) / 2.0) / scores.Count)];

    // Square root of beta in the bound of Chen et al. (arXiv 2505.14756), which allows for every trial to come with one tenth of a chance to be wrong.
    private static double Deviations(int trials, int dimensions) => Math.Sqrt(2 * Math.Log(6.0 * (trials + 1) * dimensions * Math.PI * Math.PI / 0.1));
}
