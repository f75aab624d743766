namespace PromptOpt.Tuning.Spaces;

/// <summary>On which scale equal distances mean equally much.</summary>
public enum ParameterScale
{
    /// <summary>As it is.</summary>
    Linear,

    /// <summary>By its logarithm; both bounds are above 0.</summary>
    Log,

    /// <summary>By the logarithm of x / (1 - x); both bounds are inside 0 to 1.</summary>
    Logit,
}
