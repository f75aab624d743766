namespace PromptOpt.LlamaCpp.Engine;

/// <summary>Counts on the engine thread; read from any thread.</summary>
internal sealed class EngineCounters
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private long prompt;
    private long cached;
    private long output;
    private long saved;
    private long restored;
    private long steps;
    private TimeSpan busy;
    private TimeSpan windowTime;
    private double windowTokens;

    public void Computed(int promptTokens, int outputTokens, TimeSpan time)
    {
        lock (gate)
        {
            prompt += promptTokens;
            output += outputTokens;
            steps++;
            busy += time;
            var keep = windowTime > Window ? Window / windowTime : 1; // older calls fade
            windowTime = (windowTime * keep) + time;
            windowTokens = (windowTokens * keep) + promptTokens + outputTokens;
        }
    }

    public void Reused(int tokens)
    {
        lock (gate) cached += tokens;
    }

    public void Saved(int tokens)
    {
        lock (gate) saved += tokens;
    }

    public void Restored(int tokens)
    {
        lock (gate) restored += tokens;
    }

    public EngineStatistics Snapshot(int active, int waiting)
    {
        lock (gate)
        {
            return new EngineStatistics
            {
                PromptTokens = prompt,
                CachedTokens = cached,
                OutputTokens = output,
                SavedTokens = saved,
                RestoredTokens = restored,
                Steps = steps,
                Active = active,
                Waiting = waiting,
                Busy = busy,
                TokensPerSecond = windowTime > TimeSpan.Zero ? windowTokens / windowTime.TotalSeconds : 0,
            };
        }
    }
}
