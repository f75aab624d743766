using static System.FormattableString;

namespace PromptOpt.Statistics;

/// <summary>
/// The verdict where cost counts behind quality. Two claims, in this order: <i>improved</i>, quality is better, exactly as <see cref="VerdictRule"/> has it; else <i>cheaper</i>, quality is not worse by the tolerance or more,
/// and the cost is lower. The second holds only if both of its parts are shown at 2.5 %, so it is wrong with at most 2.5 % (an intersection-union test, Berger 1982). Each claim has an error of its own: that either of
/// them is wrong has a chance of at most 5 %, and <i>improved</i> is as safe as without costs.
/// </summary>
public static class CheaperRule
{
    /// <summary>One-sided error of each part of the claim.</summary>
    public const double Level = 0.025;

    /// <summary>Decides.</summary>
    /// <param name="quality">Best candidate against the seed prompt on test.</param>
    /// <param name="nonInferiorityP">One-sided p-value of "not worse by the tolerance or more" on the same rows.</param>
    /// <param name="cost">The candidate's cost over the seed prompt's on the same rows.</param>
    /// <param name="tolerance">How much worse is as good, in [0, 1).</param>
    /// <param name="minEffect">Smallest difference in quality worth having, in [0, 1].</param>
    /// <param name="measure">The cost in words.</param>
    public static VerdictDecision Decide(PairedComparison quality, double nonInferiorityP, PairedRatio cost, double tolerance, double minEffect, string measure)
    {
        ArgumentNullException.ThrowIfNull(quality);
        ArgumentNullException.ThrowIfNull(cost);
        var plain = VerdictRule.Decide(quality, minEffect);
        var costs = Invariant($"{measure} {cost.Ratio:0.00} of the seed prompt's (95 % interval {cost.Low:0.00} to {cost.High:0.00})");
        if (plain.Verdict == VerdictKind.Improved) return plain with { Explanation = $"{plain.Explanation} Cost: {costs}." };
        var difference = Invariant($"{quality.Difference * 100:+0.0;-0.0;0.0} points on {quality.Rows} test rows (95 % interval {quality.CiLow * 100:+0.0;-0.0;0.0} to {quality.CiHigh * 100:+0.0;-0.0;0.0})");
        var margin = Invariant($"{tolerance * 100:0.##} points");
        var (isCheaper, isAsGood) = (cost.P <= Level && cost.High < 1, nonInferiorityP <= Level);
        if (isCheaper && isAsGood)
            return new(VerdictKind.Cheaper, null, Invariant($"Cheaper at the same quality: {costs}, and the difference in quality, {difference}, is not a loss of {margin} or more (p {P(nonInferiorityP)})."));
        var cannotBe = cost.Low >= 1 ? "and a saving is ruled out" : quality.CiHigh <= -tolerance ? $"worse by more than {margin}" : null;
        if (plain.Verdict == VerdictKind.NotImproved && cannotBe is not null)
            return new(VerdictKind.NotImproved, null, $"Not improved: the difference in quality is {difference}, {cannotBe}; {costs}.");
        var rows = isCheaper ? VerdictRule.RowsFor(quality, quality.Difference + tolerance) : plain.RowsToDecide;
        var open = isCheaper ? Invariant($"cheaper, but a loss of {margin} in quality is not excluded (p {P(nonInferiorityP)})") : "neither better quality nor a saving is shown";
        var need = rows is { } count ? Invariant($" About {count} test rows would decide if the difference stays as seen.") : "";
        return new(VerdictKind.Undecided, rows, $"Undecided: {open}. The difference in quality is {difference}; {costs}.{need}");
    }

    private static string P(double p) => p < 0.001 ? "< 0.001" : Invariant($"= {p:0.000}");
}
