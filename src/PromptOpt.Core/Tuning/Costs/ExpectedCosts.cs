using System.Collections.Concurrent;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Costs;

/// <summary>What configurations are expected to cost, and whether that fits into what is left of a budget: a pure function of the history. Configurations that are being tried take what is expected of them.</summary>
internal sealed class ExpectedCosts
{
    private readonly SearchSpace _space;
    private readonly (BudgetLimit Limit, CostModel Model, double Left)[] _limits;
    private readonly ConcurrentDictionary<Configuration, double[]> _known = [];

    /// <summary>Learns from a history.</summary>
    /// <param name="space">What is tuned.</param>
    /// <param name="history">What was tried, with costs where they are known.</param>
    /// <param name="budget">What is limited.</param>
    public ExpectedCosts(SearchSpace space, IReadOnlyList<Observation> history, TuningBudget budget)
    {
        (_space, Weight) = (space, budget.Weight);
        var seen = history.Where(o => o.Costs.Count > 0).ToArray();
        Configuration[] pending = [.. history.Where(o => o.State == ObservationState.Pending).Select(o => o.Configuration)];
        _limits = seen.Length == 0 ? [] : [.. budget.Limits.Select((limit, i) =>
        {
            var model = new CostModel(space, limit.Most, [.. seen.Select(o => (o.Configuration, o.Costs[i]))]);
            return (limit, model, limit.Left - pending.Sum(one => Taken(limit, model, one)));
        })];
    }

    /// <summary>How much cost counts in what is tried next, 0 to 1 (<see cref="TuningBudget.Weight"/>).</summary>
    public double Weight { get; }

    /// <summary>What share of what is left a configuration is expected to take with all that must be kept back for it, of the limit that it takes most of; 0 where no cost was seen, infinite where nothing is left.</summary>
    public double ShareOf(Configuration configuration)
    {
        double most = 0;
        double[] taken = TakenBy(configuration);
        for (int i = 0; i < taken.Length; i++) most = Math.Max(most, _limits[i].Left > 0 ? taken[i] / _limits[i].Left : double.PositiveInfinity);
        return most;
    }

    /// <summary>Whether it is expected to fit.</summary>
    public bool Fits(Configuration configuration) => ShareOf(configuration) <= 1;

    /// <summary>The space without what does not fit. Its default stays, since a space is nothing without it.</summary>
    public SearchSpace Narrowed(SearchSpace space) =>
        new(space.Parameters, [.. space.Constraints, new("it fits into what is left of the budget", configuration => configuration.Equals(space.Default) || Fits(configuration))]);

    /// <summary>An acquisition, which is the logarithm of what is to gain, less what the cost takes of it (Lee et al. 2020, equation 3): improvement over cost to the power of the weight.</summary>
    /// <param name="acquisition">By point of the unit cube that lies on values.</param>
    public Func<double[], double> Discounted(Func<double[], double> acquisition) =>
        Weight <= 0 || _limits.Length == 0 || _limits.Any(limit => limit.Left <= 0) ? acquisition : point => acquisition(point) - Weight * Math.Log(ShareOf(_space.At(point)));

    private double[] TakenBy(Configuration configuration) =>
        _known.GetOrAdd(configuration, asked => [.. _limits.Select(limit => Taken(limit.Limit, limit.Model, asked))]);

    private static double Taken(BudgetLimit limit, CostModel model, Configuration configuration)
    {
        double cost = model.Of(configuration);
        return cost + limit.Besides(configuration, cost);
    }
}
