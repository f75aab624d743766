namespace PromptOpt.Tuning.Llambo;

/// <summary>How much a model is told of what is tuned (Liu et al. 2024, section 2.2 and appendix A).</summary>
public enum ContextLevel
{
    /// <summary>Names and ranges of the parameters alone.</summary>
    None,

    /// <summary>Also what is tuned and by which measure.</summary>
    Partial,

    /// <summary>Also the facts about the data.</summary>
    Full,
}
