namespace PromptOpt.Studies;

/// <summary>Where a trial stands.</summary>
public enum TrialState
{
    /// <summary>Its candidate is stored; its rows wait for their turn.</summary>
    Waiting,

    /// <summary>Its rows are being run.</summary>
    Running,

    /// <summary>All validation rows were run; it has a value.</summary>
    Complete,

    /// <summary>Stopped early because it could not win, or because the budget was spent.</summary>
    Pruned,

    /// <summary>It broke; it has no score and is never learned from.</summary>
    Failed,
}
