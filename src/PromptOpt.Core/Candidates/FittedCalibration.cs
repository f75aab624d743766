namespace PromptOpt.Candidates;

/// <summary>A calibration with its numbers. Fitted on train inputs only; part of what is exported.</summary>
/// <param name="Method">How the offsets were made.</param>
/// <param name="Offsets">Subtracted from each label's log-probability, in label order; empty for <see cref="CalibrationMethod.None"/>.</param>
/// <param name="Rows">Number of inputs it was fitted on.</param>
public sealed record FittedCalibration(CalibrationMethod Method, IReadOnlyList<double> Offsets, int Rows)
{
    /// <summary>No calibration.</summary>
    public static FittedCalibration None { get; } = new(CalibrationMethod.None, [], 0);
}
