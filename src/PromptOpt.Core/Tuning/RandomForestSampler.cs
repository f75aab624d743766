using PromptOpt.Statistics;
using PromptOpt.Tuning.Acquisition;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning;

/// <summary>
/// Bayesian optimisation with a random forest, as SMAC does (Hutter, Hoos and Leyton-Brown 2011; Lindauer et al. 2022): the largest expected improvement, and now and then a random configuration, so that
/// no region is left out for ever. Pending configurations count as if they gave what is expected of them.
/// </summary>
public sealed class RandomForestSampler : ISampler
{
    private const double RandomShare = 0.2;
    private const int Candidates = 1500;
    private const int Centres = 4;
    private const ulong ForestKey = 0xF0E5;
    private const ulong ChanceKey = 0xC4A2;

    /// <inheritdoc/>
    public string Name => "random-forest";

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        context = context.WithinBudget();
        if (context.Complete.Count() < SpaceFilling.Enough(context.Space) || context.Random.Fork(ChanceKey).NextDouble() < RandomShare) return new(SpaceFilling.Next(context), Name);
        var data = new SurrogateData(context);
        var scale = Standardisation.Of(data.Values);
        double[] values = [.. data.Values.Select(scale.Apply)];
        var forest = Forest(context, data.Space, data.Points, values);
        if (data.Pending.Length > 0)
            forest = Forest(context, data.Space, [.. data.Points, .. data.Pending], [.. values, .. data.Pending.Select(point => forest.Predict(point).Mean)]);
        var feasibility = new Feasibility(data, KernelPrior.Usual.Median(data.Space.Dimensions));
        int[] feasible = [.. data.BestFirst];
        Func<double[], double> acquisition = feasible.Length == 0 ? feasibility.LogProbability : point =>
        {
            var (mean, deviation) = forest.Predict(point);
            return NormalImprovement.Log(mean, deviation, values[feasible[0]]) + feasibility.LogProbability(point);
        };
        var found = AcquisitionSearch.Best(data.Space, acquisition, data.Centres(Centres), context.IsNew, Candidates, context.Random);
        return new(found ?? SpaceFilling.Next(context), Name);
    }

    private static RegressionForest Forest(SamplerContext context, UnitSpace space, IReadOnlyList<double[]> points, IReadOnlyList<double> values) =>
        RegressionForest.Grow(space, points, values, ForestSettings.Sampler, context.Random.Fork(ForestKey));
}
