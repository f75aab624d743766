namespace PromptOpt.Environments.Worlds.WareHouse;

/// <summary>What one robot is told.</summary>
/// <param name="Robot">Its number from 0; -1 for a name that cannot be read (published semantics only).</param>
/// <param name="Verb">What to do.</param>
/// <param name="Track">The track to enter; null if there is none to enter or none is named.</param>
/// <param name="Box">The box to take; null if there is none to take or none is named.</param>
internal sealed record RobotOrder(int Robot, RobotVerb Verb, int? Track = null, ShelfBox? Box = null);
