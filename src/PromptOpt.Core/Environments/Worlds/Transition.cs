namespace PromptOpt.Environments.Worlds;

/// <summary>What a step did.</summary>
/// <typeparam name="TState">The world's states.</typeparam>
/// <param name="State">The state after it.</param>
public sealed record Transition<TState>(TState State)
{
    /// <summary>What the agent is told about the step; may be empty.</summary>
    public string Feedback { get; init; } = "";

    /// <summary>Rules that were broken, the first one first. Without <see cref="StepError.Alternative"/>; the environment fills it in.</summary>
    public IReadOnlyList<StepError> Errors { get; init; } = [];
}
