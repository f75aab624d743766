using PromptOpt.Tuning.Knobs;
using PromptOpt.Yaml;

namespace PromptOpt.Tasks;

/// <summary>Reads the section <c>tune</c> of task.yaml.</summary>
internal static class TuneYaml
{
    /// <summary>Reads it; the defaults if it is absent.</summary>
    public static TuningSpec Read(YamlMap root)
    {
        if (root.Map("tune") is not { } map) return new();
        var spec = new TuningSpec
        {
            Preset = map.Choice<TuningPreset>("preset"),
            Sampler = map.Text("sampler"),
            Knobs = map.Map("knobs") is { } knobs ? ReadKnobs(knobs) : [],
            Adviser = AdviserYaml.Read(map),
            MostTokens = (int?)map.Whole("most_tokens", 1, 1_000_000),
            EntropyStart = map.Flag("entropy_start"),
        };
        map.Done();
        if (spec.Sampler is { } sampler && !TuningSpec.SamplerNames.Contains(sampler))
            map.Problem("sampler", $"must be one of {string.Join(", ", TuningSpec.SamplerNames)}, but is '{sampler}'{Spelling.Hint(sampler, TuningSpec.SamplerNames)}");

        return spec;
    }

    private static KnobRange[] ReadKnobs(YamlMap map)
    {
        KnobRange[] knobs = [.. KnobSet.All.Where(knob => map.Has(knob.Name) || map.Keys.Contains(knob.Name)).Select(knob => ReadKnob(map, knob.Name)).OfType<KnobRange>()];
        map.Done();
        return knobs;
    }

    private static KnobRange? ReadKnob(YamlMap map, string name)
    {
        var usual = new KnobRange(name) { Place = map.PlaceOf(name) };
        if (!map.Has(name)) return usual; // nothing behind the colon
        if (map.IsSequence(name)) return map.Range(name) is { } range ? usual with { Low = range.Low, High = range.High } : null;
        if (map.Map(name) is not { } knob) return null;
        var read = usual with
        {
            Low = knob.Number("low"),
            High = knob.Number("high"),
            Step = knob.Number("step"),
            Choices = knob.Texts("choices") ?? [],
        };
        knob.Done();
        if (read.Low > read.High) knob.Problem("low", $"must be at most high, but they are {read.Low} and {read.High}");
        if (read.Step <= 0) knob.Problem("step", $"must be above 0, but is {read.Step}");
        if (knob.Has("choices") && read.Choices.Count == 0) knob.Problem("choices", "must name at least one value, or be left out");
        return read;
    }
}
