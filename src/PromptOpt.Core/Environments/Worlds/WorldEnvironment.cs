using System.Collections.Concurrent;

namespace PromptOpt.Environments.Worlds;

/// <summary>Plays a built-in world.</summary>
/// <typeparam name="TState">The world's states.</typeparam>
/// <typeparam name="TAction">The world's actions.</typeparam>
public sealed class WorldEnvironment<TState, TAction> : IEnvironment
    where TState : class
    where TAction : class
{
    private readonly World<TState, TAction> _world;
    private readonly ConcurrentDictionary<EpisodeSpec, (TState State, EpisodeStart Start)> _starts = [];

    /// <summary>Takes a world.</summary>
    /// <param name="world">Its rules.</param>
    /// <param name="identity">Everything that decides how its episodes go.</param>
    /// <param name="formatRetries">Unreadable replies in a row that are asked again.</param>
    public WorldEnvironment(World<TState, TAction> world, string identity, int formatRetries)
    {
        _world = world;
        bool published = world.Semantics == WorldSemantics.Reference;
        Info = new()
        {
            Name = world.Name,
            Identity = identity,
            Violations = world.Violations,
            Chat = published ? EpisodeChatKind.Window : EpisodeChatKind.AppendOnly,
            FormatRetries = published ? 0 : formatRetries,
        };
    }

    /// <inheritdoc/>
    public EnvironmentInfo Info { get; }

    /// <summary>The rules it plays by.</summary>
    internal World<TState, TAction> World => _world;

    /// <inheritdoc/>
    public ValueTask<IEpisode> ResetAsync(EpisodeSpec episode, CancellationToken cancellationToken)
    {
        // Every candidate plays the same episodes, and a bound can take the planner a second.
        var (state, start) = _starts.GetOrAdd(episode, Begin);
        return new(new WorldEpisode<TState, TAction>(_world, state, start));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private (TState State, EpisodeStart Start) Begin(EpisodeSpec episode)
    {
        var state = _world.Reset(episode);
        double progress = _world.Progress(state);
        return (state, new()
        {
            Observation = _world.Observe(state),
            Progress = progress,
            Baseline = _world.Semantics == WorldSemantics.Reference ? 0 : progress,
            Bound = _world.Bound(state),
            StepLimit = _world.StepLimit(state),
            StuckAfter = _world.StuckAfter(state),
            HistoryState = _world.Semantics == WorldSemantics.Reference ? _world.HistoryState(state) : null,
        });
    }
}
