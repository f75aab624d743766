using PromptOpt.Tasks;

namespace PromptOpt.Studies;

/// <summary>Wall-clock time of a study over all its sessions, and what is left of its limit.</summary>
public sealed class StudyClock
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly double _before;
    private readonly TimeSpan? _limit;

    /// <summary>Starts the clock of this session.</summary>
    /// <param name="time">Source of time.</param>
    /// <param name="secondsBefore">Seconds that earlier sessions took.</param>
    /// <param name="budget">The limits; only time matters here.</param>
    public StudyClock(TimeProvider time, double secondsBefore, BudgetSpec budget)
    {
        (_time, _before, _limit) = (time, secondsBefore, budget.Time);
        _start = time.GetTimestamp();
    }

    /// <summary>Time of this session.</summary>
    public TimeSpan Session => _time.GetElapsedTime(_start);

    /// <summary>Time of all sessions.</summary>
    public TimeSpan Elapsed => TimeSpan.FromSeconds(_before) + Session;

    /// <summary>Time left, never negative; null without a limit.</summary>
    public TimeSpan? Left => _limit is { } limit ? TimeSpan.FromTicks(Math.Max(0, (limit - Elapsed).Ticks)) : null;

    /// <summary>The whole limit; null without one.</summary>
    public TimeSpan? Limit => _limit;

    /// <summary>Is cancelled when only <paramref name="keep"/> of the time is left; never without a limit.</summary>
    public CancellationTokenSource CancelWhenLeft(TimeSpan keep) =>
        Left is { } left ? new(left > keep ? LongTime.ForTimer(left - keep) : TimeSpan.Zero, _time) : new();
}
