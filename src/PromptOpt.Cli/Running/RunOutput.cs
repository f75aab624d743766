using PromptOpt.Cli.Display;

namespace PromptOpt.Cli.Running;

/// <summary>What a run prints and how it ends.</summary>
/// <param name="Display">How progress is shown.</param>
/// <param name="Json">Whether the result is JSON.</param>
/// <param name="RequireImprovement">Whether anything but <c>improved</c> ends with exit code 3.</param>
internal sealed record RunOutput(DisplayKind Display, bool Json, bool RequireImprovement);
