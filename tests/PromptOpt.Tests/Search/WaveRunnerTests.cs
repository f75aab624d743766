using Microsoft.Extensions.Time.Testing;
using PromptOpt.Evaluation;
using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search;

public sealed class WaveRunnerTests
{
    [Theory]
    [InlineData(100, 25)] // answered from the cache in no time: the test still gets the time that computing took
    [InlineData(40, 1)]
    public async Task The_pace_of_a_wave_from_the_cache_is_that_of_its_computation(int cachedTokens, double expected)
    {
        using var store = new MemoryStudyStore();
        var runner = NewRunner(store);
        var call = new PlannedCall(
            _ => Task.FromResult(new Rollout { Position = 0, Output = "", PromptTokens = 90, OutputTokens = 10, CachedTokens = cachedTokens, Seconds = 16 }), () => 100);
        await runner.RunAsync(new(1, Phase.Validation, 0), [.. Enumerable.Repeat(call, 16)], r => new(r), TimeSpan.Zero, _ => { }, CancellationToken.None);
        Assert.Equal(expected, runner.TestTime(10).TotalSeconds, 9);
    }

    [Fact]
    public void A_later_session_knows_the_pace_of_stored_waves_from_its_beginning()
    {
        using var store = new MemoryStudyStore();
        Save(2, 0, ends: 40);
        Save(1, 0, ends: 8);
        Save(1, 1, ends: 12);
        Assert.Equal(1 + 1.2 * 10 * (1.5 + 7), NewRunner(store).TestTime(10, 2).TotalSeconds, 9); // half of the older pace, and half of the newer one

        void Save(int trial, int index, double ends) => store.SaveWave(new()
        {
            Key = new(trial, Phase.Validation, index),
            StudySeconds = ends,
            Rollouts = [.. Enumerable.Range(0, 4).Select(i => new Rollout { Position = i, Output = "", PromptTokens = 9, OutputTokens = 1 })],
        });
    }

    [Fact]
    public async Task A_cancellation_that_comes_from_elsewhere_is_no_lack_of_time()
    {
        using var store = new MemoryStudyStore();
        var runner = NewRunner(store);
        var cancelled = new PlannedCall(_ => throw new OperationCanceledException(), () => 100);
        await Assert.ThrowsAsync<OperationCanceledException>(() => runner.RunAsync(new(1, Phase.Train, 0), [cancelled], r => new(r), TimeSpan.Zero, _ => { }, CancellationToken.None));
        Assert.Empty(store.ReadWaves());
    }

    private static WaveRunner NewRunner(MemoryStudyStore store) => new(store, new BudgetLedger(new(), default), new StudyClock(new FakeTimeProvider(), 0, new()));
}
