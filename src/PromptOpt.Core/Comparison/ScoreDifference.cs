using PromptOpt.Statistics;

namespace PromptOpt.Comparison;

/// <summary>A mean difference of scores over seeds and rows.</summary>
/// <param name="Mean">The difference, in [-1, 1].</param>
/// <param name="Interval">Its 95 % interval, see <see cref="SeedAndRowInterval"/>; null where both sides are the same prompts, so that there is nothing to be unsure of.</param>
public sealed record ScoreDifference(double Mean, Interval? Interval)
{
    /// <summary>Whether the whole interval is above 0.</summary>
    public bool IsBetter => Interval is { Low: > 0 };

    /// <summary>Whether the whole interval is below 0.</summary>
    public bool IsWorse => Interval is { High: < 0 };
}
