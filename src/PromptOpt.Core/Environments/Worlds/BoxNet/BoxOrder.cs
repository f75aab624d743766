namespace PromptOpt.Environments.Worlds.BoxNet;

/// <summary>What one agent is told: to move a box to a place, or into a target of its square.</summary>
/// <param name="Agent">The agent's square.</param>
/// <param name="Colour">The box's colour.</param>
/// <param name="To">Where to; null for the target.</param>
/// <param name="Target">The colour of the target; null for a place.</param>
internal sealed record BoxOrder(Place Agent, string Colour, Place? To, string? Target)
{
    /// <summary>Puts a box into the target of its colour.</summary>
    public static BoxOrder Deliver(Place agent, string colour) => new(agent, colour, null, colour);

    /// <summary>Moves a box.</summary>
    public static BoxOrder Move(Place agent, string colour, Place to) => new(agent, colour, to, null);
}
