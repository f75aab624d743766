namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// Uses as many threads as the system really runs. The native threads wait for each other by spinning a thousand times a call; when
/// another program takes a core from one of them, all wait, and a computation becomes many times slower than with a thread less. Since
/// waiting threads spin, missing processor time shows that one was pushed aside. Numbers do not depend on the count of threads.
/// </summary>
internal sealed class ThreadGovernor
{
    private const double ToleratedLoss = 0.4;
    private const double NearlyWhole = 0.2;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ShortestHold = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(64);

    private readonly int most;
    private bool isFixed;
    private TimeSpan wall;
    private TimeSpan cpu;
    private TimeSpan? idle = TimeSpan.Zero;
    private TimeSpan lowered;
    private TimeSpan hold = ShortestHold;

    public ThreadGovernor(int most) => Threads = this.most = most;

    /// <summary>One that never changes its mind: threads that wait for a GPU do not spin, so missing processor time shows nothing.</summary>
    public static ThreadGovernor Fixed(int threads) => new(threads) { isFixed = true };

    /// <summary>Threads to use for the next call.</summary>
    public int Threads { get; private set; }

    /// <summary>Whether idle time is wanted with the next call.</summary>
    public bool IsLowered => Threads < most;

    /// <summary>Takes note of a native call.</summary>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="processor">Processor time of the whole process meanwhile.</param>
    /// <param name="idleCores">Idle time of all cores meanwhile; null if unknown.</param>
    public void Observe(TimeSpan elapsed, TimeSpan processor, TimeSpan? idleCores)
    {
        if (isFixed) return;
        wall += elapsed;
        cpu += processor;
        idle += idleCores;
        if (IsLowered) lowered += elapsed;
        if (wall < Window) return;
        var lost = Threads - (cpu / wall);
        if (Threads > 1 && lost >= ToleratedLoss) Change(Threads - (int)Math.Max(1, Math.Round(lost)));
        else if (!IsLowered) hold = ShortestHold;
        else if (lowered >= hold && FreeCores() is > 0 and var free) Raise(free);
        (wall, cpu, idle) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
    }

    // Where idle time is unknown, only trying shows whether the other program has gone.
    private int FreeCores() => idle is { } time ? (int)((time / wall) + NearlyWhole) : most - Threads;

    // If this was too soon, the next try comes later.
    private void Raise(int free)
    {
        hold = TimeSpan.FromTicks(Math.Min(2 * hold.Ticks, LongestHold.Ticks));
        Change(Threads + free);
    }

    private void Change(int threads)
    {
        Threads = Math.Clamp(threads, 1, most);
        lowered = TimeSpan.Zero;
    }
}
