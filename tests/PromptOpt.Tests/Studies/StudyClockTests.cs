using Microsoft.Extensions.Time.Testing;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Studies;

public sealed class StudyClockTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_wave_is_stopped_when_only_what_must_be_kept_is_left()
    {
        using var stop = Clock(TimeSpan.FromMinutes(10), before: 120).CancelWhenLeft(TimeSpan.FromMinutes(3));
        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.False(stop.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(stop.IsCancellationRequested);
    }

    [Fact]
    public void One_that_has_no_time_is_stopped_at_once()
    {
        using var stop = Clock(TimeSpan.FromMinutes(10), before: 420).CancelWhenLeft(TimeSpan.FromMinutes(3));
        Assert.True(stop.IsCancellationRequested);
    }

    [Theory]
    [InlineData(366)] // more than a timer takes
    [InlineData(null)]
    public void A_limit_that_is_far_off_stops_nothing(int? days)
    {
        using var stop = Clock(days is { } limit ? TimeSpan.FromDays(limit) : null).CancelWhenLeft(TimeSpan.FromDays(1));
        _time.Advance(TimeSpan.FromDays(40));
        Assert.False(stop.IsCancellationRequested);
    }

    private StudyClock Clock(TimeSpan? limit, double before = 0) => new(_time, before, new() { Time = limit });
}
