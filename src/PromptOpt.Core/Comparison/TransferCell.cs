using PromptOpt.Statistics;

namespace PromptOpt.Comparison;

/// <summary>One prompt on one model.</summary>
/// <param name="Score">Mean metric.</param>
/// <param name="Interval">Its 95 % interval (<see cref="Proportion.Wilson"/>).</param>
/// <param name="VersusBest">The difference to the model's best prompt on the same rows; null for that prompt itself.</param>
public sealed record TransferCell(double Score, Interval Interval, PairedComparison? VersusBest);
