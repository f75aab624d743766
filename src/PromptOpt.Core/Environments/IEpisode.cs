namespace PromptOpt.Environments;

/// <summary>One episode in progress. One step at a time. Disposing it frees what the environment keeps for it.</summary>
public interface IEpisode : IAsyncDisposable
{
    /// <summary>How it began.</summary>
    EpisodeStart Start { get; }

    /// <summary>Hands the agent's reply to the world. A reply that cannot be read, or an action that is not allowed, is a result, not an exception.</summary>
    /// <param name="reply">The whole reply, answer prefix included.</param>
    /// <param name="cancellationToken">Stops waiting for an external environment.</param>
    /// <exception cref="EnvironmentException">The environment failed.</exception>
    ValueTask<StepResult> StepAsync(string reply, CancellationToken cancellationToken);
}
