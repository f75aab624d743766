namespace PromptOpt.Cli.Running;

/// <summary>Whose prompts are tuned beside the seed prompt.</summary>
/// <param name="Study">Name of a finished study of the same task.</param>
/// <param name="Most">Most of its prompts.</param>
internal sealed record PromptsFrom(string Study, int Most);
