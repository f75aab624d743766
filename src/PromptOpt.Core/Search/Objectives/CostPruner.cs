using MathNet.Numerics.Distributions;
using PromptOpt.Candidates;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using static System.FormattableString;

namespace PromptOpt.Search.Objectives;

/// <summary>
/// Stops a trial whose answers are too dear, whatever their quality: where the mean cost of the rows so far is above the limit by more than chance (rule 4 of EcoOptiGen, Wang et al. 2023). After k of n planned rows the
/// bound is limit * (1 + r) with r = 0.1 * sqrt(rho / k), where rho = 1 - (k - 1) / n up to half of the rows and (1 - k / n)(1 + 1 / k) from there on (Serfling 1974). Their 0.1 stands for the spread of a row's cost
/// over the limit; here it is the least, and the spread of the rows, times Student's 99 % quantile, takes its place where that is larger. Latency is not looked at: it comes from a clock.
/// </summary>
internal sealed class CostPruner(Objective objective)
{
    /// <summary>Whether anything is limited that this can say something about.</summary>
    public bool Limits { get; } = objective.Limits.Any(limit => AnswerCosts.Least(limit.Measure) is not null);

    private const double LeastSpread = 0.1;
    private const double Confidence = 0.99;

    /// <summary>Why a trial is too dear; null while it may keep the limits.</summary>
    /// <param name="rows">Its rollouts so far.</param>
    /// <param name="planned">Rows planned in all.</param>
    public string? Problem(IReadOnlyList<Rollout> rows, int planned)
    {
        foreach (var limit in objective.Limits)
        {
            if (rows.Count == 0 || AnswerCosts.Least(limit.Measure) is not { } cost) continue;
            double[] costs = [.. rows.Select(cost)];
            if (costs.Average() <= Bound(limit.Most, costs, planned)) continue;
            string at = limit.Measure switch
            {
                CostMeasure.TokensPerCorrect => "charged tokens a row, so as many for a correct answer at least,",
                CostMeasure.Calls => "calls a row",
                _ => $"{CostWords.Of(limit.Measure)} a row",
            };
            return Invariant($"too dear: {costs.Average():0.#} {at} on {rows.Count} rows, and the limit is {CostWords.Of(limit.Measure, limit.Most)}");
        }

        return null;
    }

    /// <summary>Samples that keep the limit on tokens written even if each is of full length; 1 at least, and 1 where there is no such limit, or a reasoning loop writes more.</summary>
    public int SurelyAffordable(Candidate candidate) =>
        objective.Limits.FirstOrDefault(limit => limit.Measure == CostMeasure.Tokens) is { } limit && candidate.Reasoning is null && objective.Limits.Count == 1
            ? Math.Max(1, (int)Math.Min(Candidate.MostSamples, limit.Most / candidate.Decoding.MaxTokens))
            : 1;

    /// <summary>Up to this mean, a limit may be kept.</summary>
    internal static double Bound(double limit, IReadOnlyList<double> costs, int planned)
    {
        int k = costs.Count, n = Math.Max(planned, k);
        double rho = 2 * k <= n ? 1 - (k - 1.0) / n : (1 - (double)k / n) * (1 + 1.0 / k);
        double spread = Descriptive.StandardDeviation(costs) is { } deviation and > 0 ? deviation * StudentT.InvCDF(0, 1, k - 1, Confidence) : 0;
        return limit + Math.Max(LeastSpread * limit, spread) * Math.Sqrt(rho / k);
    }
}
