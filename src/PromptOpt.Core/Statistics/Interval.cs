namespace PromptOpt.Statistics;

/// <summary>A confidence interval, both ends included.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether the value lies inside.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
