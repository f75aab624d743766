using PromptOpt.Candidates;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Knobs;

/// <summary>Something about a candidate that can be turned.</summary>
/// <param name="Name">Its name: the parameter's, in files and tables.</param>
/// <param name="Define">The parameter, for a candidate whose own value is the default.</param>
/// <param name="Set">The candidate with another value.</param>
internal sealed record Knob(string Name, Func<KnobContext, Parameter> Define, Func<Candidate, ParameterValue, KnobContext, Candidate> Set)
{
    /// <summary>Why the task or the model cannot take it; null if it can.</summary>
    public Func<KnobContext, string?> Refuses { get; init; } = _ => null;

    /// <summary>The parameter in the range that was asked for.</summary>
    public Func<Parameter, KnobRange, Parameter> Narrow { get; init; } = static (parameter, range) => range.Narrow(parameter);

    /// <summary>Whether it is about how tokens are drawn, and so of no effect at temperature 0.</summary>
    public bool NeedsDraws { get; init; }

    /// <summary>Whether it is about several answers of a row, and so of no effect where there is one.</summary>
    public bool NeedsSamples { get; init; }

    /// <summary>Whether it changes how long prompts and answers may be.</summary>
    public bool ChangesLength { get; init; }

    /// <summary>Whether it changes the most that a row may cost. Default as <see cref="ChangesLength"/>.</summary>
    public bool ChangesCost { get => field || ChangesLength; init; }

    /// <summary>Knobs it counts under, the first of them that is in the space, with the values under which it does.</summary>
    public IReadOnlyList<ParameterCondition> Under { get; init; } = [];

    /// <summary>A number, with the base's own value as the default, and bounds widened to hold it.</summary>
    public static Knob Number(
        string name, ParameterKind kind, double low, double high, Func<Candidate, double> get, Func<Candidate, double, Candidate> set, double? step = null, ParameterScale scale = ParameterScale.Linear) =>
        new(
            name,
            context => new Parameter { Name = name, Kind = kind, Low = low, High = high, Step = step, Scale = scale, Default = get(context.Base) },
            (candidate, value, _) => set(candidate, value.Number));
}
