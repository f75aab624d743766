namespace PromptOpt.Environments.Worlds.Teams;

/// <summary>Plays what a world suggests.</summary>
internal static class PlannedPlay
{
    /// <summary>The progress that following the suggestions from a state reaches. Counts steps, never time.</summary>
    public static double Progress<TState, TAction>(World<TState, TAction> world, TState state, int steps)
        where TState : class
        where TAction : class
    {
        for (; steps > 0 && !world.IsSuccess(state) && world.Suggest(state) is { } action; steps--) state = world.Step(state, action).State;
        return world.Progress(state);
    }
}
