namespace PromptOpt.Environments;

/// <summary>
/// A world that episodes are played in. Deterministic: the same <see cref="EpisodeSpec"/> and the same replies give the same episode. Safe for concurrent
/// use; episodes are independent of each other.
/// </summary>
public interface IEnvironment : IAsyncDisposable
{
    /// <summary>What is known of it before any episode.</summary>
    EnvironmentInfo Info { get; }

    /// <summary>Begins an episode.</summary>
    /// <exception cref="EnvironmentException">The environment failed (an external one crashed, or broke the protocol).</exception>
    ValueTask<IEpisode> ResetAsync(EpisodeSpec episode, CancellationToken cancellationToken);
}
