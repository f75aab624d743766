namespace PromptOpt.Tuning.Knobs;

/// <summary>Which knobs are tuned, and in which ranges.</summary>
public enum TuningPreset
{
    /// <summary>Temperature 0.1 to 0.5, top-p 0.85 to 0.98, 4 to 12 reasoning steps, a plan every 1 to 4 of them (Pawar et al. 2025).</summary>
    MathReasoning,

    /// <summary>Answer mode, calibration, examples, and for written answers how they are drawn and put to the vote.</summary>
    Classification,

    /// <summary>Multi-step tasks: how moves are drawn, most steps, how often the model plans.</summary>
    Agent,

    /// <summary>Open texts: temperature or top-p, min-p, typical-p, penalties.</summary>
    Creative,
}
