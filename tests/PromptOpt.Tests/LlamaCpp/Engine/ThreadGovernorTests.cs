using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.Tests.LlamaCpp.Engine;

public sealed class ThreadGovernorTests
{
    [Fact]
    public void All_threads_are_used_while_all_of_them_run()
    {
        var governor = new ThreadGovernor(4);
        for (var i = 0; i < 100; i++) Observe(governor, coresAtHand: 4);
        Assert.Equal(4, governor.Threads);
    }

    [Theory]
    [InlineData(2, 1.0, 1)]
    [InlineData(2, 1.4, 1)]
    [InlineData(8, 7.5, 7)]
    [InlineData(8, 5.0, 5)]
    [InlineData(1, 0.5, 1)]
    public void Threads_that_are_pushed_aside_are_given_up(int most, double coresAtHand, int expected)
    {
        var governor = new ThreadGovernor(most);
        Observe(governor, coresAtHand);
        Assert.Equal(expected, governor.Threads);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void They_come_back_when_the_cores_are_free_again(bool idleIsKnown)
    {
        var governor = new ThreadGovernor(2);
        Observe(governor, coresAtHand: 1, idleIsKnown);
        for (var i = 0; i < 10; i++) Observe(governor, coresAtHand: 2, idleIsKnown);
        Assert.Equal(2, governor.Threads);
    }

    [Fact]
    public void They_stay_away_while_no_core_is_idle()
    {
        var governor = new ThreadGovernor(2);
        for (var i = 0; i < 600; i++) Observe(governor, coresAtHand: 1);
        Assert.Equal(1, governor.Threads);
    }

    [Fact]
    public void Without_idle_times_tries_become_rarer_while_the_cores_stay_busy()
    {
        var governor = new ThreadGovernor(2);
        var tries = new List<int>();
        for (var i = 0; i < 600; i++)
        {
            if (governor.Threads == 2) tries.Add(i);
            Observe(governor, coresAtHand: 1, idleIsKnown: false);
        }

        Assert.InRange(tries.Count, 4, 14);
        Assert.True(tries[^1] - tries[^2] > 4 * (tries[2] - tries[1]));
    }

    private static void Observe(ThreadGovernor governor, double coresAtHand, bool idleIsKnown = true)
    {
        var wall = TimeSpan.FromMilliseconds(250);
        var used = Math.Min(governor.Threads, coresAtHand);
        governor.Observe(wall, wall * used, idleIsKnown ? wall * (coresAtHand - used) : null);
    }
}
