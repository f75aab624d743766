namespace PromptOpt.Environments;

/// <summary>What came of one reply.</summary>
public sealed record StepResult
{
    /// <summary>The action as it was understood, in the world's own words; null where the reply could not be read.</summary>
    public string? Action { get; init; }

    /// <summary>The first thing that was wrong; null if nothing was.</summary>
    public StepError? Error { get; init; }

    /// <summary>How many things were wrong; several agents may each break a rule in one step.</summary>
    public int ErrorCount { get; init; }

    /// <summary>What the world says about the step; may be empty.</summary>
    public string Feedback { get; init; } = "";

    /// <summary>What the agent sees next.</summary>
    public required string Observation { get; init; }

    /// <summary>Progress after the step, in the world's unit.</summary>
    public required double Progress { get; init; }

    /// <summary>Whether the goal is reached; ends the episode.</summary>
    public bool IsSuccess { get; init; }

    /// <summary>Whether the world ends the episode for a reason of its own.</summary>
    public bool IsOver { get; init; }

    /// <summary>As in <see cref="EpisodeStart.HistoryState"/>.</summary>
    public string? HistoryState { get; init; }
}
