namespace PromptOpt.Environments;

/// <summary>The best progress an episode can end with.</summary>
/// <param name="Progress">In the world's own unit.</param>
/// <param name="Kind">What it is worth.</param>
public readonly record struct EpisodeBound(double Progress, BoundKind Kind);
