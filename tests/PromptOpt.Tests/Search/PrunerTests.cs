using PromptOpt.Search;

namespace PromptOpt.Tests.Search;

public sealed class PrunerTests
{
    private static readonly PairedPruner Pruner = new();

    [Fact]
    public void Nothing_is_stopped_before_the_fewest_rows()
    {
        Assert.False(Pruner.ShouldStop(new double[15], Ones(96), 96));
        Assert.True(Pruner.ShouldStop(new double[16], Ones(96), 96));
    }

    [Fact]
    public void A_trial_that_is_level_or_ahead_goes_on()
    {
        Assert.False(Pruner.ShouldStop(Ones(32), Ones(96), 96));
        Assert.False(Pruner.ShouldStop(Ones(32), new double[96], 96));
        Assert.False(Pruner.ShouldStop(new double[32], new double[96], 96));
    }

    [Fact]
    public void A_trial_that_cannot_catch_up_is_stopped()
    {
        double[] incumbent = [.. Ones(90), .. new double[6]];
        double[] candidate = [.. new double[8], .. Ones(80)];
        Assert.True(Pruner.ShouldStop(candidate, incumbent, 96));
    }

    [Fact]
    public void Only_rows_that_both_have_are_compared()
    {
        Assert.False(Pruner.ShouldStop(new double[20], Ones(10), 96));
        Assert.False(new NoPruner().ShouldStop(new double[96], Ones(96), 96));
    }

    private static double[] Ones(int count) => Enumerable.Repeat(1.0, count).ToArray();
}
