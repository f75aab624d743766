namespace PromptOpt.Benchmarks.Racing;

/// <summary>What a scenario has to keep.</summary>
internal enum RaceBound
{
    /// <summary>Nothing; it is there to be read.</summary>
    None,

    /// <summary>The upper 95 % limit of the share of studies that end improved is at most 5 %.</summary>
    NothingImproved,

    /// <summary>The watched trial is stopped at most at the configured rate.</summary>
    EliminatedAtMostAtTheError,
}
