namespace PromptOpt.Environments.External;

/// <summary>Why a running program is not used any more.</summary>
/// <param name="Why">A clause that goes on from the program's name: "exited with code 1".</param>
/// <param name="LastErrors">What it wrote last to stderr.</param>
internal sealed record ProgramEnd(string Why, IReadOnlyList<string> LastErrors);
