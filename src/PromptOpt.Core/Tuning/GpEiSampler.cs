using PromptOpt.Statistics;
using PromptOpt.Tuning.Acquisition;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning;

/// <summary>
/// Bayesian optimisation: a Gaussian process learns the objective, and the configuration with the largest expected improvement on the best is tried next (Jones, Schonlau and Welch 1998;
/// its logarithm, Ament et al. 2023). The best is the largest mean of the model at a configuration that was tried, so a value that was lucky does not set a bar that nothing
/// clears. Configurations that are being tried count as if they gave what is expected of them.
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
        if (context.Complete.Count() < SpaceFilling.Enough(context.Space)) return new(SpaceFilling.Next(context), Name);
        var data = new SurrogateData(context);
        var process = data.Fit().Believing(data.Pending);
        var feasibility = new Feasibility(data, process.Settings);
        var acquisition = Acquisition(data, process, feasibility);
        var found = AcquisitionSearch.Best(data.Space, acquisition, data.Centres(Centres), context.IsNew, Candidates, context.Random);
        return new(found ?? SpaceFilling.Next(context), Name);
    }

    private static Func<double[], double> Acquisition(SurrogateData data, GaussianProcess process, Feasibility feasibility)
    {
        int[] feasible = [.. data.BestFirst];
        if (feasible.Length == 0) return feasibility.LogProbability;
        double best = feasible.Max(i => process.Standard(data.Points[i]).Mean);
        return point =>
        {
            var (mean, deviation) = process.Standard(point);
            return NormalImprovement.Log(mean, deviation, best) + feasibility.LogProbability(point);
        };
    }
}
