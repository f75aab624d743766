using System.Text.Json.Serialization;

namespace PromptOpt.Tuning.Knobs;

/// <summary>What is tuned, and by whom.</summary>
public sealed record TuningSpec
{
    /// <summary>The sampler that is used where nobody says otherwise.</summary>
    public const string DefaultSampler = "noisy-ei";

    /// <summary>The sampler that follows a language model without a guard (<see cref="Llambo.LlamboSampler"/>).</summary>
    public const string Unguarded = "llambo";

    /// <summary>Names of all samplers of a study.</summary>
    public static IReadOnlyList<string> SamplerNames { get; } = [.. Samplers.All.Select(sampler => sampler.Name), Unguarded];

    /// <summary>Names of everything that can be tuned.</summary>
    public static IReadOnlyList<string> KnobNames { get; } = [.. KnobSet.All.Select(knob => knob.Name)];

    /// <summary>Knobs and their ranges; null for what suits the task.</summary>
    public TuningPreset? Preset { get; init; }

    /// <summary>Knobs that are added to the preset's, or change their ranges. Default none.</summary>
    public IReadOnlyList<KnobRange> Knobs { get; init; } = [];

    /// <summary>Names of the only knobs to tune; null, the default, for all of the preset and of <see cref="Knobs"/>.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>Name of the sampler; null for <see cref="DefaultSampler"/>.</summary>
    public string? Sampler { get; init; }

    /// <summary>The language model that helps the sampler; null, the default, for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AdviserSpec? Adviser { get; init; }

    /// <summary>This, where it says something, over another one.</summary>
    public TuningSpec Over(TuningSpec other) => new()
    {
        Preset = Preset ?? other.Preset,
        Knobs = [.. other.Knobs.Where(knob => Knobs.All(own => own.Name != knob.Name)), .. Knobs],
        Only = Only ?? other.Only,
        Sampler = Sampler ?? other.Sampler,
        Adviser = Adviser?.Over(other.Adviser) ?? other.Adviser,
    };
}
