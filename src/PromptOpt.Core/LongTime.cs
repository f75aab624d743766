namespace PromptOpt;

/// <summary>Times that are longer than .NET's timers go, which is 49 days.</summary>
internal static class LongTime
{
    /// <summary>The most that is waited for, as anything longer is as good as for ever.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(49);

    /// <summary>The time, or the longest that a timer takes.</summary>
    public static TimeSpan ForTimer(TimeSpan time) => time < Longest ? time : Longest;
}
