namespace PromptOpt.Tests.Environments.Worlds;

/// <summary>Plays a world with a planner and asserts what must hold for each of them. Implemented once, for any types of state and action.</summary>
internal interface IPlannedPlay
{
    /// <summary>Kinds of errors the world says it has.</summary>
    IReadOnlyList<string> Violations { get; }

    /// <summary>Random legal play to the end: no rule is broken, every action is read back as it was written, no exact bound is beaten.</summary>
    void PlayAtRandom(int episode);

    /// <summary>Advice followed from the start: the bound is reached within the limit, and the episode never counts as stuck.</summary>
    void FollowAdvice(int episode);

    /// <summary>Advice followed after some random legal steps: reaches what the planner promises from there, and no more than the bound of the start.</summary>
    void FollowAdviceFromElsewhere(int episode);

    /// <summary>Every play from the start, breadth first: none does better than the plan, and none as well in fewer steps.</summary>
    void TryEverything(int episode);

    /// <summary>A reply of any text, at the start: no exception, only errors the world says it has, nothing but an action changes the state.</summary>
    void Reply(int episode, string text);

    /// <summary>The same episode and replies again: the same texts.</summary>
    void PlayTwice(int episode);
}
