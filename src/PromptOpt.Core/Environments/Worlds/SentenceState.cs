namespace PromptOpt.Environments.Worlds;

/// <summary>A moment of a world whose actions are sentences.</summary>
internal abstract record SentenceState : PlannedState
{
    /// <summary>Goals that held at the start.</summary>
    public int StartProgress { get; init; }

    /// <summary>Steps in a row after which as many goals held as at the start: what the published stuck rule counts.</summary>
    public int LikeStart { get; init; }
}
