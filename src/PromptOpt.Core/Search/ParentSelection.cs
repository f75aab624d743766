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

    /// <summary>Always the seed prompt.</summary>
    Seed,

    /// <summary>The last complete trial: one line of descent.</summary>
    Latest,

    /// <summary>Drawn from the k best in proportion to their values, with replacement (EvoPrompt's genetic algorithm).</summary>
    Roulette,

    /// <summary>k places of a population, each held by whichever of its line has been best (EvoPrompt's differential evolution).</summary>
    Places,
}
