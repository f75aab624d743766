namespace PromptOpt.Environments.Worlds.Teams;

/// <summary>What several agents do in one step.</summary>
/// <param name="Orders">One an agent that acts (or a thing acted on), in the order of the reply. Repeated names are kept: they break a rule.</param>
internal sealed record JointAction<TOrder>(IReadOnlyList<TOrder> Orders);
