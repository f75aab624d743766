using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Fidelities;

/// <summary>
/// Runs brackets of successive halving one after the other from the history: the configurations that a sampler began fill the brackets in the order of their numbers. While a
/// rung waits for results, the next bracket begins.
/// </summary>
/// <param name="name">Name of the sampler.</param>
/// <param name="proposer">Suggests new configurations. It sees those that began as its own, and all results with their fidelity.</param>
/// <param name="bracketOf">The rungs of a bracket by its number, from 0.</param>
internal sealed class BracketSearch(string name, ISampler proposer, Func<int, IReadOnlyList<Rung>> bracketOf)
{
    private const double SameFidelity = 1e-9;

    /// <summary>A promotion that is due, else a new configuration.</summary>
    public Suggestion Next(SamplerContext context)
    {
        var own = context.SuggestedBy(name).GroupBy(o => o.Configuration).ToDictionary(same => same.Key, same => same.ToList());
        Configuration[] starts = [.. own.OrderBy(pair => pair.Value[0].Number).Select(pair => pair.Key)];
        for (int bracket = 0, first = 0; ; bracket++)
        {
            var rungs = bracketOf(bracket);
            if (first + rungs[0].Count > starts.Length) return Begin(context, own, rungs[0]);
            if (Promotion(starts[first..(first + rungs[0].Count)], rungs, own) is { } promotion) return promotion;
            first += rungs[0].Count;
        }
    }

    private Suggestion? Promotion(Configuration[] members, IReadOnlyList<Rung> rungs, Dictionary<Configuration, List<Observation>> own)
    {
        for (int i = 0; ; i++)
        {
            List<Observation> results = [];
            foreach (var member in members)
            {
                if (At(own[member], rungs[i].Fidelity) is not { } result) return new(member, name) { Fidelity = rungs[i].Fidelity, IsRung = true };
                results.Add(result);
            }

            if (i + 1 == rungs.Count || results.Exists(o => o.State == ObservationState.Pending)) return null;
            members = [.. ObservationOrder.BestFirst(results).Where(o => o.State == ObservationState.Complete).Take(rungs[i + 1].Count).Select(o => o.Configuration)];
        }
    }

    private Suggestion Begin(SamplerContext context, Dictionary<Configuration, List<Observation>> own, Rung lowest)
    {
        var history = context.History.Select(o => o.Source == name && ReferenceEquals(own[o.Configuration][0], o) ? o with { Source = proposer.Name } : o);
        var configuration = proposer.Suggest(context with { History = [.. history] }).Configuration;

        return context.IsNew(configuration)
            ? new(configuration, name) { Fidelity = lowest.Fidelity, IsRung = true }
            : new(BestInPart(own.Values) ?? configuration, name) { Fidelity = 1, IsRung = true };
    }

    /// <summary>In a space without anything new, what was tried in part alone is tried in full, the best first; null where nothing is left.</summary>
    private static Configuration? BestInPart(IEnumerable<List<Observation>> own) => ObservationOrder
        .BestFirst(own.Where(results => results.TrueForAll(o => o.State == ObservationState.Complete && o.Fidelity < 1 - SameFidelity)).Select(results => results[^1]))
        .FirstOrDefault()?.Configuration;

    private static Observation? At(List<Observation> results, double fidelity) =>
        results.Where(o => o.Fidelity >= fidelity - SameFidelity).MinBy(o => o.Fidelity);
}
