using PromptOpt.Environments.Worlds;

namespace PromptOpt.Tests.Environments.Worlds.Teams;

/// <summary>Steps of a world without an episode around them.</summary>
internal static class WorldSteps
{
    public static Transition<TState> Do<TState, TAction>(this World<TState, TAction> world, TState state, string reply)
        where TState : class
        where TAction : class
    {
        var parsed = world.Parse(reply, state);
        return parsed.Action is { } action ? world.Step(state, action) : new(state) { Errors = [parsed.Error!] };
    }

    /// <summary>The one thing that a reply does wrong; fails if there is none or more.</summary>
    public static string Wrong<TState, TAction>(this World<TState, TAction> world, TState state, string reply)
        where TState : class
        where TAction : class => Assert.Single(world.Do(state, reply).Errors).Kind;
}
