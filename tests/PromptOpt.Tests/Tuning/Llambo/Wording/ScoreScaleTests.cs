using FsCheck.Xunit;
using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tests.Tuning.Llambo.Wording;

public sealed class ScoreScaleTests
{
    [Fact]
    public void Digits_grow_with_the_history_and_there_is_room_above_the_best()
    {
        var few = ScoreScale.Of([0.1, 0.5, 0.9]);
        var many = ScoreScale.Of([.. Enumerable.Range(0, 20).Select(i => i / 20.0)]);
        Assert.Equal((2, 3), (few.Digits, many.Digits));
        Assert.InRange(few.BinOf(0.9), 70, 95);
        Assert.Equal("00", few.Write(-100));
        Assert.Equal("999", many.Write(100));
    }

    [Fact]
    public void A_best_value_far_above_the_others_leaves_room_for_a_better_one()
    {
        var scale = ScoreScale.Of([.. Enumerable.Repeat(0.5, 30), 0.9]);
        Assert.True(scale.High > 0.9 && scale.BinOf(0.9) < scale.Bins - 50);
    }

    [Fact]
    public void One_outlier_does_not_squeeze_the_others_together()
    {
        var scale = ScoreScale.Of([-1e6, .. Enumerable.Range(0, 30).Select(i => i / 30.0)]);
        Assert.True(scale.BinOf(0.9) - scale.BinOf(0.1) > 300);
    }

    [Property(MaxTest = 300)]
    public void Every_history_has_a_scale_on_which_a_better_value_never_shows_less(double[] values)
    {
        double[] finite = [.. values.Where(v => Math.Abs(v) < 1e12)];
        if (finite.Length == 0) return;
        var scale = ScoreScale.Of(finite);
        Assert.True(scale.Width > 0);
        var bins = finite.Order().Select(scale.BinOf).ToList();
        Assert.Equal(bins.Order(), bins);
        Assert.All(finite, v => Assert.Equal(scale.Digits, scale.Write(v).Length));
    }
}
