namespace PromptOpt.Environments;

/// <summary>What the bound of an episode is worth.</summary>
public enum BoundKind
{
    /// <summary>The best progress that can be reached within the step limit.</summary>
    Exact,

    /// <summary>No less than that: the planner did not end. Scores are never too high.</summary>
    Upper,

    /// <summary>All there is, reachable or not (PROMST's published score).</summary>
    Nominal,
}
