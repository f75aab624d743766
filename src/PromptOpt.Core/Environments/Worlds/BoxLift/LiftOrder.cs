namespace PromptOpt.Environments.Worlds.BoxLift;

/// <summary>A box and the agents that are to lift it together.</summary>
/// <param name="Box">The box's name.</param>
/// <param name="Agents">The agents' names, as given.</param>
internal sealed record LiftOrder(int Box, IReadOnlyList<int> Agents);
