namespace PromptOpt.Search.Objectives;

/// <summary>What a study with an objective other than quality alone found besides.</summary>
public sealed record ObjectiveOutcome
{
    /// <summary>The objective in words.</summary>
    public required string Objective { get; init; }

    /// <summary>The measure that decides among trials of about the best quality; null for none.</summary>
    public CostMeasure? Measure { get; init; }

    /// <summary>How far below the seed prompt quality is as good, in [0, 1]; null without a measure.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The measure of the best trial on test; null if test stayed untouched.</summary>
    public double? Cost { get; init; }

    /// <summary>The same of the seed prompt.</summary>
    public double? SeedCost { get; init; }

    /// <summary>The best trial's over the seed prompt's, on test.</summary>
    public double? Ratio { get; init; }

    /// <summary>Lower end of its 95 % paired bootstrap interval.</summary>
    public double? RatioLow { get; init; }

    /// <summary>Upper end of it: below 1, the best trial is cheaper.</summary>
    public double? RatioHigh { get; init; }

    /// <summary>One-sided p-value of the saving.</summary>
    public double? RatioP { get; init; }

    /// <summary>One-sided p-value of "not worse by the tolerance or more".</summary>
    public double? NonInferiorityP { get; init; }

    /// <summary>Trials that no other one beats in quality, tokens written and median latency at once, on validation, by number.</summary>
    public IReadOnlyList<int> Front { get; init; } = [];

    /// <summary>Limits that the trial to use breaks, in words; empty for none.</summary>
    public string BrokenLimits { get; init; } = "";
}
