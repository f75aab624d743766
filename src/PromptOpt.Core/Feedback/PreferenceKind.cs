namespace PromptOpt.Feedback;

/// <summary>Which way a preference changes the score.</summary>
public enum PreferenceKind
{
    /// <summary>Down.</summary>
    Penalty,

    /// <summary>Up.</summary>
    Bonus,
}
