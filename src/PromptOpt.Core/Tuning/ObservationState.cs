namespace PromptOpt.Tuning;

/// <summary>What is known of a configuration that was tried.</summary>
public enum ObservationState
{
    /// <summary>It is being tried; there is no value yet.</summary>
    Pending,

    /// <summary>It has a value.</summary>
    Complete,

    /// <summary>It could not be run, and has no value.</summary>
    Failed,
}
