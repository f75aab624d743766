namespace PromptOpt.Tasks;

/// <summary>Shares of the rows. With a test file of its own, train and validation share all rows in their proportion.</summary>
public sealed record SplitSpec
{
    /// <summary>Share of rows for examples, calibration and feedback. Default 0.4.</summary>
    public double Train { get; init; } = 0.4;

    /// <summary>Share of rows that candidates are compared on. Default 0.3.</summary>
    public double Validation { get; init; } = 0.3;

    /// <summary>Share of rows for the verdict. Default 0.3.</summary>
    public double Test { get; init; } = 0.3;
}
