using PromptOpt.Statistics;
using PromptOpt.Tuning.Acquisition;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning;

/// <summary>
/// Bayesian optimisation: a Gaussian process learns the objective, and the configuration with the largest expected improvement on the best is tried next (Jones, Schonlau and Welch 1998;
/// its logarithm, Ament et al. 2023). The best is the configuration that was tried at which the model's mean is largest, and what is expected is the gain on
/// it, of which both ends are uncertain: so a value that was lucky does not set a bar that nothing clears, and where values are noisy, points beside the best, which would only say again what is known
/// of it, promise little. With one way the best may be, it is the improvement of Letham et al. (2019); without noise that of Jones et al. Configurations that are being tried count as if they gave what is expected of them.
/// </summary>
public sealed class GpEiSampler : ISampler
{
    private const int Candidates = 1500;
    private const int Centres = 4;

    /// <inheritdoc/>
    public string Name => "gp-ei";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        context = context.WithinBudget();
        if (context.Complete.Count() < SpaceFilling.Enough(context.Space)) return new(SpaceFilling.Next(context), Name);
        var data = new SurrogateData(context);
        var process = data.Fit().Believing(data.Pending);
        var feasibility = new Feasibility(data, process.Settings);
        var acquisition = Acquisition(data, process, feasibility);
        var found = AcquisitionSearch.Best(data.Space, context.Costs?.Discounted(acquisition) ?? acquisition, data.Centres(Centres), context.IsNew, Candidates, context.Random);
        return new(found ?? SpaceFilling.Next(context), Name);
    }

    private static Func<double[], double> Acquisition(SurrogateData data, GaussianProcess process, Feasibility feasibility)
    {
        int[] feasible = [.. data.BestFirst];
        if (feasible.Length == 0) return feasibility.LogProbability;
        var gain = process.GainOver(data.Points[feasible.MaxBy(i => process.Standard(data.Points[i]).Mean)]);
        return point =>
        {
            var (mean, deviation) = gain(point);
            return NormalImprovement.Log(mean, deviation, 0) + feasibility.LogProbability(point);
        };
    }
}
