namespace PromptOpt.Search;

/// <summary>How parents are chosen from all complete trials.</summary>
public enum ParentSelection
{
    /// <summary>Each child draws its own: the best with 60 %, the second with 25 %, the third with 15 %.</summary>
    Best,

    /// <summary>The k best of the whole archive (PROMST).</summary>
    Score,

    /// <summary>Drawn from those that are best on some validation row, in proportion to on how many (GEPA).</summary>
    Pareto,

    /// <summary>The best ones, but each with a small chance replaced by any other.</summary>
    EpsilonGreedy,
}
