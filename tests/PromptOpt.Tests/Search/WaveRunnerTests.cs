using PromptOpt.Evaluation;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

public sealed class WaveRunnerTests
{
    [Theory]
    [InlineData(100, 25)] // answered from the cache in no time: the test still gets the time that computing took
    [InlineData(40, 1)]
    public async Task The_pace_of_a_wave_from_the_cache_is_that_of_its_computation(int cachedTokens, double expected)
    {
        using var store = new MemoryStudyStore();
        var runner = new WaveRunner(store, new BudgetLedger(new(), default), new StudyClock(new ManualTime(), 0, new()));
        var call = new PlannedCall(
            _ => Task.FromResult(new Rollout { Position = 0, Output = "", PromptTokens = 90, OutputTokens = 10, CachedTokens = cachedTokens, Seconds = 16 }), () => 100);
        await runner.RunAsync(new(1, Phase.Validation, 0), [.. Enumerable.Repeat(call, 16)], r => new(r), TimeSpan.Zero, _ => { }, CancellationToken.None);
        Assert.Equal(expected, runner.TestTime(10).TotalSeconds, 9);
    }

    [Fact]
    public async Task A_cancellation_that_comes_from_elsewhere_is_no_lack_of_time()
    {
        using var store = new MemoryStudyStore();
        var runner = new WaveRunner(store, new BudgetLedger(new(), default), new StudyClock(new ManualTime(), 0, new()));
        var cancelled = new PlannedCall(_ => throw new OperationCanceledException(), () => 100);
        await Assert.ThrowsAsync<OperationCanceledException>(() => runner.RunAsync(new(1, Phase.Train, 0), [cancelled], r => new(r), TimeSpan.Zero, _ => { }, CancellationToken.None));
        Assert.Empty(store.ReadWaves());
    }
}
