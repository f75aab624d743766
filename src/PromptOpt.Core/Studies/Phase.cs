namespace PromptOpt.Studies;

/// <summary>What a wave of model calls was for.</summary>
public enum Phase
{
    /// <summary>Writing a proposal: summaries, rewrites, paraphrases.</summary>
    Propose,

    /// <summary>Rollouts on train rows: feedback and calibration.</summary>
    Train,

    /// <summary>Rollouts on validation rows: the value.</summary>
    Validation,

    /// <summary>Rollouts on test rows: the verdict.</summary>
    Test,

    /// <summary>Rollouts on a few train rows before all others: whether the child is better than its parent there.</summary>
    Gate,

    /// <summary>Answers to a few train rows whose targets are not looked at: how uncertain the model is at a temperature.</summary>
    Probe,
}
