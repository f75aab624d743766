namespace PromptOpt.Tests.Tasks.ArithmeticWords;

/// <summary>A generated word problem with the frame it was made from.</summary>
internal sealed record Problem(string Input, int Answer, int Level, Frame Frame);
