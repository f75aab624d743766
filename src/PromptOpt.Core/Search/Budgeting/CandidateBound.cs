namespace PromptOpt.Search.Budgeting;

/// <summary>The most that a candidate can cost.</summary>
/// <param name="Rows">Rows of a full trial.</param>
/// <param name="Calls">Calls of a row.</param>
/// <param name="Tokens">Tokens that a row is charged; 0 where tokens are not limited.</param>
/// <param name="Work">Tokens of a row that are computed, each once: what its time is about in proportion to.</param>
internal sealed record CandidateBound(int Rows, double Calls, double Tokens, double Work);
