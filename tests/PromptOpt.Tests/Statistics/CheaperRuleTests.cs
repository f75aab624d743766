using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class CheaperRuleTests
{
    private static readonly PairedRatio Half = new() { Ratio = 0.5, Low = 0.4, High = 0.6, P = 0.001 };
    private static readonly PairedRatio About = new() { Ratio = 0.98, Low = 0.9, High = 1.1, P = 0.4 };
    private static readonly PairedRatio Dearer = new() { Ratio = 1.5, Low = 1.2, High = 1.9, P = 1 };

    [Fact]
    public void Better_quality_comes_first_whatever_it_costs()
    {
        var decision = Decide(0.08, 0.01, 0.15, 0.001, Dearer);
        Assert.Equal(VerdictKind.Improved, decision.Verdict);
        Assert.StartsWith("Improved by +8.0 points", decision.Explanation, StringComparison.Ordinal);
        Assert.EndsWith("Cost: tokens 1.50 of the seed prompt's (95 % interval 1.20 to 1.90).", decision.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Cheaper_needs_both_a_saving_and_no_loss()
    {
        Assert.Equal(VerdictKind.Cheaper, Decide(-0.01, -0.04, 0.03, 0.01, Half).Verdict);
        Assert.Equal(VerdictKind.Undecided, Decide(-0.01, -0.06, 0.03, 0.06, Half).Verdict);
        Assert.Equal(VerdictKind.Undecided, Decide(-0.01, -0.04, 0.03, 0.01, About).Verdict);
    }

    [Fact]
    public void Not_improved_needs_the_gain_and_the_claim_of_being_cheaper_ruled_out()
    {
        Assert.Equal(VerdictKind.NotImproved, Decide(-0.02, -0.05, 0.01, 0.01, Dearer).Verdict);
        Assert.Equal(VerdictKind.NotImproved, Decide(-0.12, -0.18, -0.06, 0.9, Half).Verdict);
        Assert.Equal(VerdictKind.Undecided, Decide(-0.02, -0.08, 0.01, 0.2, Half).Verdict);
    }

    [Fact]
    public void Undecided_tells_the_rows_that_would_show_that_nothing_is_lost()
    {
        var decision = Decide(0, -0.06, 0.06, 0.1, Half);
        Assert.InRange(decision.RowsToDecide!.Value, 101, 2000);
        Assert.Contains("cheaper, but a loss of 5 points in quality is not excluded (p = 0.100)", decision.Explanation, StringComparison.Ordinal);
        Assert.Null(Decide(-0.07, -0.14, 0.03, 0.5, Half).RowsToDecide);
    }

    private static VerdictDecision Decide(double difference, double low, double high, double p, PairedRatio cost) => CheaperRule.Decide(
        new() { Rows = 100, Difference = difference, CiLow = low, CiHigh = high, StandardDeviation = 0.3, P = 0.5 }, p, cost, 0.05, 0.02, "tokens");
}
