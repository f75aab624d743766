using System.Text.Json.Serialization;
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

    /// <summary>Where a file gives it, as <c>path:line:column</c>; null, the default, where it is from no file. It is not stored.</summary>
    [JsonIgnore]
    public string? Place { get; init; }

    /// <summary>A parameter in this range.</summary>
    /// <exception cref="BadInputException">It has a list and this gives bounds, or the other way round, or a choice is none of its own.</exception>
    internal Parameter Narrow(Parameter parameter)
    {
        if (parameter.IsNumeric)
        {
            if (Choices.Count > 0) throw Wrong($"{Name} is a number: give low and high, and a step if you like, instead of choices");
            return parameter with { Low = Low ?? parameter.Low, High = High ?? parameter.High, Step = Step ?? parameter.Step };
        }

        if (this is not { Low: null, High: null, Step: null }) throw Wrong($"{Name} has a list of values and no range: write {Name}: {{choices: [{string.Join(", ", parameter.Choices)}]}}, or some of them");
        if (Choices.Count == 0) return parameter;
        if (Choices.FirstOrDefault(choice => parameter.Choices.All(own => own.ToString() != choice)) is { } unknown)
            throw Wrong($"{Name} has no choice '{unknown}'; there are {string.Join(", ", parameter.Choices)}");
        return parameter with { Choices = [.. parameter.Choices.Where(choice => choice == parameter.Default || Choices.Contains(choice.ToString()))] };
    }

    /// <summary>The error that says what is wrong with it, and where it is given.</summary>
    internal BadInputException Wrong(string problem) => new($"{(Place is null ? "" : $"{Place}: ")}tune: {problem}.");
}
