using PromptOpt.Tuning.Acquisition;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning;

/// <summary>
/// Bayesian optimisation of values that are seen through noise: as <see cref="GpEiSampler"/>, but a value that was lucky is not taken for the best. The improvement is averaged over ways the
/// objective may really be at the points that were tried or are being tried (Letham et al. 2019). <see cref="Observation.StandardError"/> says how noisy each value is.
/// </summary>
public sealed class NoisyEiSampler : ISampler
{
    private const int Candidates = 1000;
    private const int Centres = 4;
    private const int Draws = 32;
    private const ulong DrawsKey = 0xD4A5;

    /// <inheritdoc/>
    public string Name => "noisy-ei";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        context = context.WithinBudget();
        if (context.Complete.Count() < SpaceFilling.Enough(context.Space)) return new(SpaceFilling.Next(context), Name);
        var data = new SurrogateData(context);
        var process = data.Fit();
        var feasibility = new Feasibility(data, process.Settings);
        Func<double[], double> acquisition = feasibility.LogProbability;
        if (data.BestFirst.Any())
        {
            var draws = new PosteriorDraws(process, data.Pending, data.IsFeasible, Draws, context.Random.Fork(DrawsKey));
            acquisition = point => draws.LogImprovement(point) + feasibility.LogProbability(point);
        }

        double[][] centres = [.. data.BestFirst.OrderByDescending(i => process.Standard(data.Points[i]).Mean).Take(Centres).Select(i => data.Points[i]), data.Space.Default];
        var found = AcquisitionSearch.Best(data.Space, context.Costs?.Discounted(acquisition) ?? acquisition, centres, context.IsNew, Candidates, context.Random);
        return new(found ?? SpaceFilling.Next(context), Name);
    }
}
