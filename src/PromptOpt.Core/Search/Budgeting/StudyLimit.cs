namespace PromptOpt.Search.Budgeting;

/// <summary>A limit of a study on what its trials cost.</summary>
/// <param name="Left">What is left of it for the search, behind what a final test like the seed prompt's takes.</param>
/// <param name="Cost">What of the cost of a row counts.</param>
/// <param name="Most">What of the most that a row may cost counts; the unit does not matter.</param>
/// <param name="Besides">What a candidate takes besides its rows, by its bound and the cost of a row that is expected: what its final test takes more, and what must be free for a wave to begin.</param>
internal sealed record StudyLimit(double Left, Func<RowCosts, double> Cost, Func<CandidateBound, double> Most, Func<CandidateBound, double, double> Besides);
