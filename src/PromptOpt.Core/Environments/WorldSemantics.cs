namespace PromptOpt.Environments;

/// <summary>Which rules a built-in world follows.</summary>
public enum WorldSemantics
{
    /// <summary>Fresh observations, all stated rules enforced, simultaneous moves, score between doing nothing and the best possible.</summary>
    Corrected,

    /// <summary>As published with PROMST (Chen et al. 2024), known defects included: for comparisons with its figures.</summary>
    Reference,
}
