using PromptOpt.Tasks;

namespace PromptOpt.Tuning.Knobs;

/// <summary>The knobs of the presets.</summary>
internal static class PresetKnobs
{
    /// <summary>Those of a preset.</summary>
    public static IReadOnlyList<KnobRange> Of(TuningPreset preset) => preset switch
    {
        // Both at once, as published: elsewhere one of them is varied at a time, since they do much the same.
        TuningPreset.MathReasoning =>
        [
            new("temperature") { Low = 0.1, High = 0.5 }, new("top_p") { Low = 0.85, High = 0.98 },
            new("reasoning"), new("reasoning_steps") { Low = 4, High = 12 }, new("planning_period") { Low = 1, High = 4 },
        ],
        TuningPreset.Classification =>
            [new("answer_mode"), new("calibration"), new("examples"), new("sampling"), new("temperature"), new("top_p"), new("samples"), new("aggregation")],
        TuningPreset.Agent =>
            [new("sampling"), new("temperature"), new("top_p"), new("max_tokens"), new("reasoning"), new("reasoning_steps") { High = 32 }, new("planning_period")],
        _ =>
        [
            new("sampling"), new("temperature") { High = 1.4 }, new("top_p"), new("min_p"), new("typical_p"),
            new("repeat_penalty"), new("frequency_penalty"), new("presence_penalty"), new("max_tokens"),
        ],
    };

    /// <summary>The preset of a task that names none.</summary>
    public static TuningPreset DefaultFor(KnobContext context)
    {
        if (context.HasEpisodes) return TuningPreset.Agent;
        if (context.HasLabels) return TuningPreset.Classification;
        return TargetKinds.Of([.. context.Train.Select(row => row.Target)]) == TargetKind.Number ? TuningPreset.MathReasoning : TuningPreset.Creative;
    }
}
