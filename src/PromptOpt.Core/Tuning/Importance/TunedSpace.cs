using PromptOpt.Studies;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Importance;

/// <summary>
/// What was tuned in a stored study, as far as its trials tell: the knobs that had more than one value, each with the range that was tried. It needs neither task nor model, and speaks of what was tried, not of
/// what could have been.
/// </summary>
internal static class TunedSpace
{
    /// <summary>So many different numbers are taken as a list rather than a range.</summary>
    private const int FewNumbers = 6;

    /// <summary>The space with its observations: tuned trials that have a value, with their leads over the seed prompt; null where nothing varies.</summary>
    public static (SearchSpace Space, IReadOnlyList<Observation> History)? Of(IEnumerable<Trial> trials)
    {
        Trial[] tuned = [.. trials.Where(trial => trial is { Tuned: not null, Rows: > 0, Lead: not null, State: TrialState.Complete or TrialState.Pruned })];
        var parameters = new List<Parameter>();
        foreach (var knob in KnobSet.All)
        {
            ParameterValue[] values = [.. tuned.Select(trial => trial.Tuned!.Values).Where(own => own.ContainsKey(knob.Name)).Select(own => own[knob.Name]).Distinct()];
            if (values.Length > 1) parameters.Add(Parameter(knob, values, parameters));
        }

        if (parameters.Count == 0) return null;
        var space = new SearchSpace(parameters);
        return (space, [.. tuned.Select(trial => Observe(trial, space)).Where(observation => space.Allows(observation.Configuration))]);
    }

    private static Observation Observe(Trial trial, SearchSpace space) => new()
    {
        Number = trial.Number,
        Configuration = new(trial.Tuned!.Values.Where(pair => space.Parameters.Any(parameter => parameter.Name == pair.Key))),
        Value = trial.Lead!.Value,
        StandardError = trial.StandardError ?? 0,
    };

    private static Parameter Parameter(Knob knob, ParameterValue[] values, List<Parameter> earlier)
    {
        ParameterValue[] ordered = values.All(value => value.IsNumber) ? [.. values.OrderBy(value => value.Number)] : [.. values.OrderBy(value => value.ToString(), StringComparer.Ordinal)];
        var parameter = !ordered.All(value => value.IsNumber) ? Spaces.Parameter.Categorical(knob.Name, ordered, ordered[0])
            : ordered.Length <= FewNumbers ? Spaces.Parameter.Ordinal(knob.Name, ordered, ordered[0])
            : Spaces.Parameter.Real(knob.Name, ordered[0].Number, ordered[^1].Number, ordered[0].Number);
        return knob.Under.FirstOrDefault(condition => earlier.Exists(known => known.Name == condition.Parent)) is { } under
            && earlier.Find(known => known.Name == under.Parent)!.All.Where(under.Values.Contains).ToArray() is { Length: > 0 } when
            ? parameter with { Condition = new(under.Parent, when) }
            : parameter;
    }
}
