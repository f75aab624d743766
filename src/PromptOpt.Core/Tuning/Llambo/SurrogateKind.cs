namespace PromptOpt.Tuning.Llambo;

/// <summary>What a model is asked about a candidate.</summary>
public enum SurrogateKind
{
    /// <summary>Its score; candidates are ranked by expected improvement.</summary>
    Discriminative,

    /// <summary>Whether it is good; candidates are ranked by the probability.</summary>
    Generative,
}
