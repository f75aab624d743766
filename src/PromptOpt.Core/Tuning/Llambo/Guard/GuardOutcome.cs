namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>What became of the advisor at one trial.</summary>
public enum GuardOutcome
{
    /// <summary>Its configuration was taken.</summary>
    Taken,

    /// <summary>The classical sampler's configuration promised more.</summary>
    Outbid,

    /// <summary>Its best configuration was refused: its upper bound lies too far below the best one.</summary>
    Vetoed,

    /// <summary>It had nothing new and allowed to say.</summary>
    Silent,

    /// <summary>It was not asked: its predictions have been too poor.</summary>
    Muted,

    /// <summary>It was not asked: its share of the trials is used up.</summary>
    Capped,

    /// <summary>It was not asked: too little is known yet to weigh what it says.</summary>
    TooEarly,

    /// <summary>It was not asked: it has cost its share already.</summary>
    TooCostly,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It took too long.</summary>
    TimedOut,

    /// <summary>Too much of its belief was about something other than scores.</summary>
    Leaked,
}
