namespace PromptOpt.Environments.Worlds.BoxLift;

/// <summary>A box.</summary>
/// <param name="Name">What orders call it: its number from 1, or in published semantics its volume.</param>
/// <param name="Volume">What agents see, in tenths.</param>
/// <param name="Weight">What counts, in tenths; near the volume.</param>
internal readonly record struct LiftBox(int Name, int Volume, int Weight);
