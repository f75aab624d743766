namespace PromptOpt.Environments.Worlds;

/// <summary>The best that a planner found for the steps that are left.</summary>
/// <typeparam name="TAction">The world's actions.</typeparam>
/// <param name="Progress">Most progress that can be reached, that of the state included.</param>
/// <param name="Steps">Fewest steps to it; 0 where nothing more can be gained.</param>
/// <param name="Next">First action of such a plan; where nothing more can be gained, an action towards the goal that loses nothing, or null.</param>
internal readonly record struct WorldPlan<TAction>(int Progress, int Steps, TAction? Next)
    where TAction : class;
