namespace PromptOpt.Search.ScoreModels;

/// <summary>Which proposals a score model lets through.</summary>
public enum AcceptancePolicy
{
    /// <summary>The first whose prediction, with the variance of the ensemble and its test error on top, reaches a share of the best value so far (Chen et al. 2024, equation 3).</summary>
    Paper,

    /// <summary>Of several, the one with the largest expected improvement on the best so far (Jones et al. 1998, equation 15).</summary>
    ExpectedImprovement,

    /// <summary>Of several, the one predicted best.</summary>
    Top,
}
