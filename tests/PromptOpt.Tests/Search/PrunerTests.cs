using PromptOpt.Search;

namespace PromptOpt.Tests.Search;

public sealed class PrunerTests
{
    private static readonly SequentialPruner Pruner = new(0.05);

    [Fact]
    public void Six_lost_rows_in_a_row_are_too_few_for_one_error_in_twenty_and_enough_for_one_in_ten()
    {
        double[] incumbent = [.. Ones(8), .. new double[88]];
        Assert.False(Pruner.ShouldStop(new double[6], incumbent, 96));
        Assert.True(Pruner.ShouldStop(new double[8], incumbent, 96));
        Assert.True(new SequentialPruner(0.1).ShouldStop(new double[6], incumbent, 96));
    }

    [Fact]
    public void A_trial_that_is_level_or_ahead_goes_on()
    {
        Assert.False(Pruner.ShouldStop(Ones(32), Ones(96), 96));
        Assert.False(Pruner.ShouldStop(Ones(32), new double[96], 96));
        Assert.False(Pruner.ShouldStop(new double[32], new double[96], 96));
    }

    [Fact]
    public void A_trial_that_was_far_behind_at_any_earlier_row_is_stopped()
    {
        double[] candidate = [.. new double[12], .. Ones(20)];
        double[] incumbent = [.. Ones(12), .. new double[84]];
        Assert.True(Pruner.ShouldStop(candidate, incumbent, 96));
    }

    [Fact]
    public void A_trial_that_cannot_catch_up_is_stopped_although_no_test_would_say_so()
    {
        double[] incumbent = [.. Ones(90), .. new double[6]];
        double[] candidate = [.. Ones(84), .. new double[5]]; // 84 right, 7 left, 90 to beat
        Assert.False(Pruner.ShouldStop(candidate, incumbent, 96));
        Assert.False(Pruner.ShouldStop([.. Ones(84), .. new double[6]], incumbent, 96)); // level at best
        Assert.True(Pruner.ShouldStop([.. Ones(84), .. new double[7]], incumbent, 96));
    }

    [Fact]
    public void With_a_margin_only_a_trial_that_is_worse_by_more_is_stopped()
    {
        double[] incumbent = Ones(96);
        double[] behind = [.. Enumerable.Range(0, 96).Select(i => i % 10 == 0 ? 0.0 : 1)]; // ten points
        Assert.True(Pruner.ShouldStop(behind, incumbent, 96));
        Assert.False(new SequentialPruner(0.05, 0.2).ShouldStop(behind, incumbent, 96));
        Assert.False(new SequentialPruner(0.05, 0.11).ShouldStop(behind, incumbent, 96));
        Assert.True(new SequentialPruner(0.05, 0.2).ShouldStop(new double[32], incumbent, 96));
        Assert.True(new SequentialPruner(0.05, 0.05).ShouldStop(behind, incumbent, 96)); // cannot come within five points any more
    }

    [Fact]
    public void Only_rows_that_both_have_are_compared()
    {
        Assert.False(Pruner.ShouldStop(new double[20], Ones(5), 96));
        Assert.False(new NoPruner().ShouldStop(new double[96], Ones(96), 96));
    }

    private static double[] Ones(int count) => Enumerable.Repeat(1.0, count).ToArray();
}
