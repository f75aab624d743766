namespace PromptOpt.Environments.Worlds.BoxLift;

/// <summary>An agent that lifts.</summary>
/// <param name="Name">What orders call it: its number from 1, or in published semantics its capacity.</param>
/// <param name="Capacity">Most weight it can add to a lift, in tenths.</param>
internal readonly record struct Lifter(int Name, int Capacity);
