namespace PromptOpt.Candidates;

/// <summary>What is subtracted from the label log-probabilities in choice mode before the best label is taken.</summary>
public enum CalibrationMethod
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Log of the mean label probability on content-free inputs: <c>N/A</c>, empty, <c>[MASK]</c> (Zhao et al. 2021).</summary>
    Contextual,

    /// <summary>Log of the mean label probability over unlabelled train inputs (Zhou et al. 2023).</summary>
    Batch,

    /// <summary>Mean label log-probability over unlabelled train inputs.</summary>
    MeanLog,
}
