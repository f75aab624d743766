namespace PromptOpt.Environments.Worlds;

/// <summary>How a task wants a built-in world.</summary>
public sealed record WorldOptions
{
    /// <summary>Which rules. Default corrected.</summary>
    public WorldSemantics Semantics { get; init; } = WorldSemantics.Corrected;

    /// <summary>Which of the world's published sizes are played in turn, by number from 1; empty is all of them.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [];

    /// <summary>Most steps of an episode instead of the world's own; null keeps them.</summary>
    public int? StepLimit { get; init; }

    /// <summary>The size of an episode, as an index into the world's table.</summary>
    /// <param name="episode">The episode; sizes take turns by its index.</param>
    /// <param name="count">Sizes the world has.</param>
    public int SizeOf(EpisodeSpec episode, int count) =>
        Sizes.Count == 0 ? episode.Index % count : Sizes[episode.Index % Sizes.Count] - 1;
}
