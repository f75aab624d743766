namespace PromptOpt.Benchmarks;

/// <summary>What a side did in one turn.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Tokens">Tokens of prompts and answers, computed or not.</param>
/// <param name="Answers">The answers' tokens, to be compared with the first side's; none where there are none to compare.</param>
internal sealed record Turn(double Seconds, long Tokens, IReadOnlyList<int[]> Answers);
