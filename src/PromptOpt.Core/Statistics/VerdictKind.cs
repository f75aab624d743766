namespace PromptOpt.Statistics;

/// <summary>What a study found.</summary>
public enum VerdictKind
{
    /// <summary>The lower 95 % bound of the paired difference on test is above 0.</summary>
    Improved,

    /// <summary>The upper bound is below the smallest effect worth having, or no candidate was better than the seed prompt on validation.</summary>
    NotImproved,

    /// <summary>Not enough rows to tell.</summary>
    Undecided,

    /// <summary>Where cost counts behind quality: not worse by the tolerance or more, and cheaper; both are shown on test.</summary>
    Cheaper,
}
