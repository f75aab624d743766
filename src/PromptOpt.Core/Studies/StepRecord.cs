namespace PromptOpt.Studies;

/// <summary>One step of an episode.</summary>
public sealed record StepRecord
{
    /// <summary>The plan that was written before it; null if none was due.</summary>
    public string? Plan { get; init; }

    /// <summary>What the agent wrote, answer prefix included.</summary>
    public required string Reply { get; init; }

    /// <summary>The action as understood; null if the reply could not be read.</summary>
    public string? Action { get; init; }

    /// <summary>Kind of the first error; null if there was none.</summary>
    public string? Error { get; init; }

    /// <summary>The first rule broken, as a sentence; empty if there was none.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>A reply that would have been allowed and useful instead, or, in the last step of an episode that was stuck or ran out of steps, next; null where
    /// none is known, or none was needed.</summary>
    public string? Alternative { get; init; }

    /// <summary>Rules broken in this step.</summary>
    public int ErrorCount { get; init; }

    /// <summary>What the world said about it.</summary>
    public string Feedback { get; init; } = "";

    /// <summary>What the agent saw next.</summary>
    public required string Observation { get; init; }

    /// <summary>Progress after it, in the world's unit.</summary>
    public required double Progress { get; init; }
}
