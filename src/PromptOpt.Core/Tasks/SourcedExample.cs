namespace PromptOpt.Tasks;

/// <summary>A row with its place and the hash that orders and splits it.</summary>
/// <param name="Example">The row.</param>
/// <param name="Hash">SHA-256 of the normalised input, lower-case hex.</param>
/// <param name="Place"><c>file:line</c>.</param>
internal sealed record SourcedExample(Example Example, string Hash, string Place);
