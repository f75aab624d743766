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
}
