namespace PromptOpt.Tests.Support;

/// <summary>Breaks a session off at a call of its model, as Ctrl+C does.</summary>
internal static class BreakOff
{
    /// <summary>Runs a session up to a call, where it must end as cancelled.</summary>
    /// <param name="at">Number of the call, from 1; it and all after it fail, and those before it do not.</param>
    /// <param name="run">Runs the session, with a model that asks this before each call.</param>
    public static async Task AtCallAsync(int at, Func<Action<int>, CancellationToken, Task> run)
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run(Break, stop.Token));

        void Break(int call)
        {
            if (call < at) return; // it is counted already, whoever is faster
            stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
        }
    }
}
