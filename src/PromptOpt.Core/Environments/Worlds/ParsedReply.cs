namespace PromptOpt.Environments.Worlds;

/// <summary>A reply as read: an action, or what is wrong with it. Exactly one of the two is null.</summary>
/// <typeparam name="TAction">The world's actions.</typeparam>
/// <param name="Action">The action.</param>
/// <param name="Error">What is wrong.</param>
public readonly record struct ParsedReply<TAction>(TAction? Action, StepError? Error)
    where TAction : class;
