using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tuning;
using Gauss = MathNet.Numerics.Distributions.Normal;

namespace PromptOpt.Search.Objectives;

/// <summary>
/// The trials of a study as a sampler sees them under an objective. Broken limits become violations. With several objectives, samplers of several get all of them, the others quality. With cost
/// behind quality, the value is what is expected of min(lead, least) + weight * saving * [lead is at least the least], where the least lead is the best one less the tolerance, and the lead is as uncertain as its standard
/// error says: quality counts up to the tolerance, cost from there on. The weight, tolerance and mean standard error together, keeps savings from being lost in the noise of the leads.
/// </summary>
internal sealed class ObjectiveHistory
{
    private readonly TrialOrder _order;
    private readonly Dictionary<int, Trial> _trials;
    private readonly double _least;
    private readonly double _dearest;
    private readonly double _weight;

    private ObjectiveHistory(IReadOnlyList<Observation> observations, IEnumerable<Trial> trials, TrialOrder order)
    {
        _order = order;
        _trials = trials.ToDictionary(trial => trial.Number);
        var known = observations.Where(o => o.State == ObservationState.Complete).ToArray();
        var keeping = known.Where(o => order.ViolationOf(_trials[o.Number]) <= 0).ToArray();
        if (keeping.Length == 0) keeping = known;
        _least = keeping.Select(o => o.Value).DefaultIfEmpty(0).Max() - order.Objective.Tolerance;
        _dearest = known.Select(CostOf).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        _weight = order.Objective.Tolerance + known.Select(o => o.StandardError).DefaultIfEmpty(0).Average();
    }

    /// <summary>The observations under an objective; by quality alone, as they are.</summary>
    /// <param name="observations">The observations with leads as values.</param>
    /// <param name="trials">Their trials.</param>
    /// <param name="order">The objective.</param>
    public static IReadOnlyList<Observation> Of(IReadOnlyList<Observation> observations, IReadOnlyList<Trial> trials, TrialOrder order)
    {
        if (order.Objective.IsQuality) return observations;
        var history = new ObjectiveHistory(observations, trials, order);
        return [.. observations.Select(history.Seen)];
    }

    private Observation Seen(Observation observation)
    {
        var trial = _trials[observation.Number];
        if (observation.State != ObservationState.Complete || _order.CostsOf(trial) is not { } costs) return observation;
        observation = observation with { Violation = _order.ViolationOf(trial) };
        if (_order.Objective.Pareto) return observation with { Objectives = [observation.Value, .. TrialOrder.Aims(trial, costs)[1..]] };
        return _order.Objective.Cost is null ? observation : Weighed(observation, Saving(observation));
    }

    private Observation Weighed(Observation observation, double saving)
    {
        double lead = observation.Value, error = observation.StandardError;
        if (error <= 0) return observation with { Value = Math.Min(lead, _least) + (lead >= _least ? _weight * saving : 0) };
        double z = (lead - _least) / error, reached = Gauss.CDF(0, 1, z);
        return observation with
        {
            Value = lead - NormalImprovement.Of(lead, error, _least) + _weight * saving * reached,
            StandardError = error * (1 - reached) + _weight * saving * Gauss.PDF(0, 1, z),
        };
    }

    /// <summary>1 for what costs nothing, 0 for the dearest that was seen.</summary>
    private double Saving(Observation observation) => _dearest > 0 && CostOf(observation) is var cost && double.IsFinite(cost) ? 1 - cost / _dearest : 0;

    private double CostOf(Observation observation) =>
        _order.Objective.Cost is { } measure && _order.CostsOf(_trials[observation.Number]) is { } costs ? costs.Of(measure) : double.PositiveInfinity;
}
