using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class VerdictRuleTests
{
    private static PairedComparison Comparison(double difference, double low, double high, int rows = 150, double deviation = 0.4) =>
        new() { Rows = rows, Difference = difference, StandardDeviation = deviation, CiLow = low, CiHigh = high, P = 0.25 };

    [Fact]
    public void A_lower_end_above_zero_is_an_improvement()
    {
        var decision = VerdictRule.Decide(Comparison(0.08, 0.01, 0.15), 0.02);
        Assert.Equal(VerdictKind.Improved, decision.Verdict);
        Assert.Null(decision.RowsToDecide);
        Assert.Equal(
            "Improved by +8.0 points on 150 test rows (95 % interval +1.0 to +15.0, p = 0.250): the whole interval is above 0.", decision.Explanation);
    }

    [Fact]
    public void An_improvement_smaller_than_worth_having_is_called_both() =>
        Assert.Contains("by less than the 2.0 points worth having", VerdictRule.Decide(Comparison(0.01, 0.005, 0.015), 0.02).Explanation, StringComparison.Ordinal);

    [Fact]
    public void An_upper_end_below_the_smallest_effect_is_no_improvement() =>
        Assert.Equal(VerdictKind.NotImproved, VerdictRule.Decide(Comparison(-0.05, -0.11, 0.01), 0.02).Verdict);

    [Fact]
    public void An_interval_of_exactly_zero_width_at_zero_is_not_an_improvement() =>
        Assert.Equal(VerdictKind.NotImproved, VerdictRule.Decide(Comparison(0, 0, 0), 0.02).Verdict);

    [Fact]
    public void Too_few_rows_are_undecided_and_say_how_many_would_do()
    {
        var decision = VerdictRule.Decide(Comparison(0.05, -0.015, 0.115), 0.02);
        Assert.Equal(VerdictKind.Undecided, decision.Verdict);
        Assert.InRange(decision.RowsToDecide!.Value, 500, 560); // (2.80 * 0.4 / 0.05)^2 = 502, and a little for the added rows
        Assert.Contains($"about {decision.RowsToDecide} test rows", decision.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Identical_answers_ask_for_rows_until_the_rule_of_three_excludes_the_effect() =>
        Assert.InRange(VerdictRule.Decide(Comparison(0, -0.0243, 0.0243, deviation: 0), 0.02).RowsToDecide!.Value, 183, 400);

    [Fact]
    public void A_difference_that_is_the_smallest_effect_or_less_asks_for_the_nearer_end()
    {
        var near = VerdictRule.Decide(Comparison(0.018, -0.05, 0.08), 0.02).RowsToDecide;
        var zero = VerdictRule.Decide(Comparison(0, -0.07, 0.07), 0.02).RowsToDecide;
        Assert.True(near > zero);
        Assert.Null(VerdictRule.Decide(Comparison(0, -0.07, 0.07), 0).RowsToDecide);
    }

    [Fact]
    public void The_number_of_rows_decides_in_four_studies_of_five()
    {
        // 20 % of the rows better, 12 % worse: a difference of 8 points.
        var rows = VerdictRule.Decide(Comparison(0.08, -0.02, 0.18, 120, Math.Sqrt(0.32 - 0.0064)), 0.02).RowsToDecide!.Value;
        var random = new SeededRandom(1);
        var improved = 0;
        for (var s = 0; s < 200; s++)
        {
            var luck = Enumerable.Range(0, rows).Select(_ => random.NextDouble()).ToArray();
            var comparison = PairedComparison.Of(
                [.. luck.Select(l => l < 0.2 ? 1.0 : 0)], [.. luck.Select(l => l is >= 0.2 and < 0.32 ? 1.0 : 0)], (ulong)s, 1000);
            if (VerdictRule.Decide(comparison, 0.02).Verdict == VerdictKind.Improved) improved++;
        }

        Assert.InRange(improved, 145, 190);
    }
}
