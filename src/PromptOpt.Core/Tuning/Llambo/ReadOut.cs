namespace PromptOpt.Tuning.Llambo;

/// <summary>How a model's belief about a score is read.</summary>
public enum ReadOut
{
    /// <summary>From the probabilities of all values, one call an ordering. Needs a model that scores continuations.</summary>
    Exact,

    /// <summary>From answers that are drawn, as Liu et al. (2024) do.</summary>
    Samples,
}
