namespace PromptOpt.Statistics;

/// <summary>What a comparison on test rows says.</summary>
/// <param name="Verdict">The word.</param>
/// <param name="RowsToDecide">
/// For <see cref="VerdictKind.Undecided"/>: test rows in all that would decide with 80 % power if difference and variance stay as seen; null
/// otherwise, and where more than ten million would be needed.
/// </param>
/// <param name="Explanation">Why, in one sentence with the numbers; differences in points (hundredths).</param>
public sealed record VerdictDecision(VerdictKind Verdict, int? RowsToDecide, string Explanation);
