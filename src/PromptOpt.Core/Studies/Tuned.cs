using System.Text.Json.Serialization;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Studies;

/// <summary>Where a trial's values of what is tuned come from.</summary>
/// <param name="Values">The values by knob; knobs that do not count are missing.</param>
/// <param name="Source">Who suggested them: a sampler by its name, or <c>llm</c> for a language model that advises it.</param>
public sealed record Tuned(IReadOnlyDictionary<string, ParameterValue> Values, string Source)
{
    /// <summary>Why this source was followed, where there were several; empty otherwise.</summary>
    public string Note { get; init; } = "";

    /// <summary>What the sampler wants to know again of this suggestion, as JSON (<see cref="Suggestion.Memo"/>); null where it is nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Memo { get; init; }

    /// <summary>How much of the race's rows the sampler asked for, above 0 and at most 1, where it decides itself what goes on (a rung of a bracket); null where the race does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Fidelity { get; init; }

    /// <summary>The earlier trial of the same values on fewer rows, whose rows and calibration are part of this one and are not paid for again; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Continues { get; init; }
}
