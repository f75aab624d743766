using FsCheck.Xunit;
using PromptOpt.Tuning.Llambo.Proposals;

namespace PromptOpt.Tests.Tuning.Llambo.Proposals;

public sealed class TargetScoreTests
{
    [Fact]
    public void The_target_lies_a_share_of_the_range_beyond_the_best()
    {
        Assert.Equal(0.94, TargetScore.Of([0.5, 0.9, 0.7], 0.1), 12);
        Assert.Equal(0.86, TargetScore.Of([0.5, 0.9, 0.7], -0.1), 12);
        Assert.Equal(-1.0, TargetScore.Of([-2, -7], 0.2), 12); // values below zero, as of an error that is turned round
    }

    [Fact]
    public void A_perfect_accuracy_asks_for_itself()
    {
        Assert.Equal(1, TargetScore.Of([1, 1, 0.999], 0.1, 0, 1));
        Assert.Equal(1, TargetScore.Of([1], 0.1, 0, 1));
        Assert.Equal(1.1, TargetScore.Of([1], 1), 12);
        Assert.Equal(0, TargetScore.Of([0, 0, 0], 1));
    }

    [Property(MaxTest = 500)]
    public void It_always_ends_finite_inside_what_is_possible(double[] values, double alpha, bool isBounded)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0 || double.IsNaN(alpha)) return;
        double target = isBounded ? TargetScore.Of(finite, alpha, 0, 1) : TargetScore.Of(finite, alpha);
        Assert.True(double.IsFinite(target));
        if (isBounded) Assert.InRange(target, 0, 1);
    }
}
