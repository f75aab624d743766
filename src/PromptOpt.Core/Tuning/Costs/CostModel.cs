using PromptOpt.Tuning.Spaces;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning.Costs;

/// <summary>
/// What the full evaluation of a configuration is expected to cost: the trend along its upper bound, and once enough was seen a Gaussian process of what the trend leaves over, such as answers that a temperature makes longer. Both
/// are of the logarithm, since costs are positive and differ by factors (Lee et al. 2020, section 4).
/// </summary>
internal sealed class CostModel
{
    private readonly SearchSpace _space;
    private readonly Func<Configuration, double> _most;
    private readonly CostTrend _trend;
    private readonly GaussianProcess? _rest;

    /// <summary>Learns from costs.</summary>
    /// <param name="space">The space.</param>
    /// <param name="most">Upper bounds, above 0.</param>
    /// <param name="seen">Configurations with their costs, above 0; at least one.</param>
    public CostModel(SearchSpace space, Func<Configuration, double> most, IReadOnlyList<(Configuration Configuration, double Cost)> seen)
    {
        (_space, _most) = (space, most);
        double[] bounds = [.. seen.Select(one => Math.Log(most(one.Configuration)))], costs = [.. seen.Select(one => Math.Log(one.Cost))];
        _trend = CostTrend.Of(bounds, costs);
        if (seen.Count < SpaceFilling.Enough(space)) return;
        double[] rest = [.. costs.Select((cost, i) => cost - _trend.At(bounds[i]))];
        double[][] points = [.. seen.Select(one => space.PointOf(one.Configuration))];
        _rest = GaussianProcess.Fit(points, rest, new double[rest.Length], new UnitSpace(space).Unordered, scale: Standardisation.Plain(rest));
    }

    /// <summary>The cost to expect, in the unit of those that were seen.</summary>
    public double Of(Configuration configuration) =>
        Math.Exp(_trend.At(Math.Log(_most(configuration))) + (_rest?.Predict(_space.PointOf(configuration)).Mean ?? 0));
}
