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

    /// <summary>Candidates whose prompts and examples are tuned together with all else, the best first; null, the default, for the seed prompt alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PromptChoice>? Prompts { get; init; }

    /// <summary>Most tokens that may be written for a row, over all samples, steps and plans, at least 1; null, the default, for no such limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MostTokens { get; init; }

    /// <summary>Whether the first temperatures to try are taken from the entropy of answers, which costs calls; null for the default, false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? EntropyStart { get; init; }

    /// <summary>The same with a choice among prompts.</summary>
    internal TuningSpec AmongPrompts() => this with
    {
        Knobs = [new(KnobSet.Prompt), .. Knobs.Where(knob => knob.Name != KnobSet.Prompt)],
        Only = Only is { } only ? [KnobSet.Prompt, .. only.Where(name => name != KnobSet.Prompt)] : null,
    };

    /// <summary>This, where it says something, over another one.</summary>
    public TuningSpec Over(TuningSpec other) => new()
    {
        Preset = Preset ?? other.Preset,
        Knobs = [.. other.Knobs.Where(knob => Knobs.All(own => own.Name != knob.Name)), .. Knobs],
        Only = Only ?? other.Only,
        Sampler = Sampler ?? other.Sampler,
        Adviser = Adviser?.Over(other.Adviser) ?? other.Adviser,
        Prompts = Prompts ?? other.Prompts,
        MostTokens = MostTokens ?? other.MostTokens,
        EntropyStart = EntropyStart ?? other.EntropyStart,
    };
}
