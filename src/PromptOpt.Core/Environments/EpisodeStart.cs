namespace PromptOpt.Environments;

/// <summary>How an episode begins. The score at its end is (progress - <see cref="Baseline"/>) / (<see cref="Bound"/> - <see cref="Baseline"/>), clipped to [0, 1].</summary>
public sealed record EpisodeStart
{
    /// <summary>What the agent sees first.</summary>
    public required string Observation { get; init; }

    /// <summary>Progress at the beginning, in the world's unit.</summary>
    public required double Progress { get; init; }

    /// <summary>Progress that scores 0: that of the beginning, or 0 in published semantics.</summary>
    public required double Baseline { get; init; }

    /// <summary>Progress that scores 1.</summary>
    public required EpisodeBound Bound { get; init; }

    /// <summary>Most steps, at least 1.</summary>
    public required int StepLimit { get; init; }

    /// <summary>Steps in a row without a change of progress after which the episode ends as stuck, at least 1; null never.</summary>
    public int? StuckAfter { get; init; }

    /// <summary>The state as the history window of <see cref="EpisodeChatKind.Window"/> prints it; null is the observation.</summary>
    public string? HistoryState { get; init; }
}
