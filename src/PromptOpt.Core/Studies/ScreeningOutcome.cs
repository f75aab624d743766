namespace PromptOpt.Studies;

/// <summary>Why a candidate was run although, or because, a score model had looked at it.</summary>
public enum ScreeningOutcome
{
    /// <summary>The prediction reached the threshold.</summary>
    Accepted,

    /// <summary>It did not, but one reject in ten is run anyway, so that wrong rejections are measured.</summary>
    Explored,

    /// <summary>No proposal reached it within the attempts allowed; this one was predicted best.</summary>
    BestOfRejected,
}
