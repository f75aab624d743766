using PromptOpt.Tuning.Llambo.Guard;
using PromptOpt.Tuning.Llambo.Surrogates;
using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tests.Tuning.Llambo.Guard;

public sealed class GuardVerdictTests
{
    private static readonly double[] Values = [.. Enumerable.Range(0, 20).Select(i => i / 40.0)];

    // The classical suggestion, the advisor's, and another one.
    private static readonly GuardPool Pool = new([TestFunction.Space.At([0.1, 0.1]), TestFunction.Space.At([0.9, 0.9]), TestFunction.Space.At([0.5, 0.5])], 1);
    private static readonly NormalBelief[] Predicted = [new(0.5, 0.01), new(0.2, 0.01), new(0.4, 0.01)];

    [Fact]
    public void Before_it_has_proven_anything_an_advisor_is_outbid_where_the_predictor_expects_little()
    {
        var verdict = Verdict(weight: 0.3, gains: [0.4, 0.9, 0.4]);

        Assert.Equal((0, GuardOutcome.Outbid), (verdict.Winner, verdict.Outcome));
    }

    [Fact]
    public void What_it_has_earned_lets_the_improvement_that_it_expects_itself_count()
    {
        var verdict = Verdict(weight: 0.5, gains: [0.4, 0.9, 0.4]);

        Assert.Equal((1, GuardOutcome.Taken), (verdict.Winner, verdict.Outcome));
    }

    [Fact]
    public void An_advisor_that_expects_as_much_everywhere_changes_nothing_however_much_it_has_earned() =>
        Assert.Equal(0, Verdict(weight: 0.5, gains: [0.7, 0.7, 0.7]).Winner);

    private static GuardVerdict Verdict(double weight, double[] gains) =>
        GuardVerdict.Of(Pool, Predicted, [.. gains.Select(Sure)], Values, dimensions: 2, weight, new() { Tolerance = 1e6 });

    private static ScoreDistribution Sure(double value)
    {
        var scale = new ScoreScale(0, 1, 2);
        return new(scale, [.. Enumerable.Range(0, scale.Bins).Select(bin => bin == scale.BinOf(value) ? 1.0 : 0)]);
    }
}
