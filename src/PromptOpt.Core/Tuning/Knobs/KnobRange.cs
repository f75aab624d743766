using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Knobs;

/// <summary>A knob to tune, and what about its range is not as usual.</summary>
/// <param name="Name">Name of the knob.</param>
public sealed record KnobRange(string Name)
{
    /// <summary>Smallest value; null for the knob's own.</summary>
    public double? Low { get; init; }

    /// <summary>Largest value; null for the knob's own.</summary>
    public double? High { get; init; }

    /// <summary>Distance of neighbours; null for the knob's own.</summary>
    public double? Step { get; init; }

    /// <summary>The values to choose from, of a knob that has a list; empty for all of its own.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>A parameter in this range.</summary>
    /// <exception cref="BadInputException">A choice is none of its own.</exception>
    internal Parameter Narrow(Parameter parameter)
    {
        if (parameter.IsNumeric) return parameter with { Low = Low ?? parameter.Low, High = High ?? parameter.High, Step = Step ?? parameter.Step };
        if (Choices.Count == 0) return parameter;
        if (Choices.FirstOrDefault(choice => parameter.Choices.All(own => own.ToString() != choice)) is { } unknown)
            throw new BadInputException($"tune: {parameter.Name} has no choice '{unknown}'; there are {string.Join(", ", parameter.Choices)}.");
        return parameter with { Choices = [.. parameter.Choices.Where(choice => choice == parameter.Default || Choices.Contains(choice.ToString()))] };
    }
}
