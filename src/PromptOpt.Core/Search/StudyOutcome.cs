using System.Text.Json.Serialization;
using PromptOpt.Search.Objectives;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>What a finished study found.</summary>
public sealed record StudyOutcome
{
    /// <summary>The word.</summary>
    public required VerdictKind Verdict { get; init; }

    /// <summary>Why, in one sentence with the numbers.</summary>
    public required string Explanation { get; init; }

    /// <summary>Trial to use from now on; 1 (the seed prompt) if nothing better was found.</summary>
    public required int BestTrial { get; init; }

    /// <summary>Mean metric of the best trial on test; null if test stayed untouched.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>Mean metric of the seed prompt on test; null if test stayed untouched.</summary>
    public double? SeedTestAccuracy { get; init; }

    /// <summary>Paired difference, best minus seed.</summary>
    public double? Difference { get; init; }

    /// <summary>Lower end of its 95 % bootstrap interval.</summary>
    public double? CiLow { get; init; }

    /// <summary>Upper end of its 95 % bootstrap interval.</summary>
    public double? CiHigh { get; init; }

    /// <summary>Two-sided p-value of the paired permutation test.</summary>
    public double? P { get; init; }

    /// <summary>Test rows both were run on; 0 if test stayed untouched.</summary>
    public int TestRows { get; init; }

    /// <summary>For <see cref="VerdictKind.Undecided"/>: test rows that would decide, if the difference stays as seen.</summary>
    public int? RowsToDecide { get; init; }

    /// <summary>How often this test set has been used, this time included; 0 if it was not used now.</summary>
    public int TestUses { get; init; }

    /// <summary>Tokens (prompt and output) per correct answer of the best trial on test; null if untouched, infinite if none was correct.</summary>
    public double? TokensPerCorrect { get; init; }

    /// <summary>The same of the seed prompt.</summary>
    public double? SeedTokensPerCorrect { get; init; }

    /// <summary>Median seconds a row of the best trial took on test, in the batch it ran in.</summary>
    public double? LatencyMedian { get; init; }

    /// <summary>The same of the seed prompt.</summary>
    public double? SeedLatencyMedian { get; init; }

    /// <summary>Validation value of the best trial.</summary>
    public double? ValidationValue { get; init; }

    /// <summary>What an objective other than quality alone found; null where quality alone counts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ObjectiveOutcome? Objective { get; init; }

    /// <summary>What racing did; null for studies that ended before it was recorded.</summary>
    public RaceSummary? Race { get; init; }

    /// <summary>Trials run.</summary>
    public int Trials { get; init; }

    /// <summary>Everything spent, the test included.</summary>
    public Spending Spending { get; init; }

    /// <summary>Wall-clock seconds of all sessions.</summary>
    public double Seconds { get; init; }
}
