using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>
/// Runs waves: reads a stored one instead of running it again, pays for a new one, and stores it whole. This is all there is to resuming:
/// the session runs from the start, and what was paid for is read.
/// </summary>
internal sealed class WaveRunner
{
    /// <summary>Names the limit on time in <see cref="BudgetSpentException"/>.</summary>
    internal const string TimeLimit = "time";

    /// <summary>Most of the time limit that is kept for the final test.</summary>
    private const double MostKept = 0.4;

    private readonly IStudyStore _store;
    private readonly BudgetLedger _ledger;
    private readonly StudyClock _clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, double> _secondsPerCall = [];

    /// <summary>Prepares a session, with the pace of what earlier ones stored: the time of the final test is kept from its first wave on.</summary>
    /// <param name="store">Where waves are stored.</param>
    /// <param name="ledger">Pays for them.</param>
    /// <param name="clock">The study's clock.</param>
    public WaveRunner(IStudyStore store, BudgetLedger ledger, StudyClock clock)
    {
        (_store, _ledger, _clock) = (store, ledger, clock);
        double since = 0;
        foreach (var wave in store.ReadWaves().OrderBy(wave => wave.StudySeconds))
        {
            Learn(wave, wave.StudySeconds - since);
            since = wave.StudySeconds;
        }
    }

    /// <summary>Time of the final test if it ran now: the seed prompt and the slowest of the given trials, each at its pace on validation; a fifth on top,
    /// because a test that other programs slow down should still reach its last row. Never more than two fifths of the limit: on a slow machine, a test
    /// on fewer rows says more than one without a candidate.</summary>
    /// <param name="testRows">Rows of the test split.</param>
    /// <param name="trials">Trials that may meet the seed prompt; those not yet timed count as fast as it.</param>
    public TimeSpan TestTime(int testRows, params ReadOnlySpan<int> trials)
    {
        lock (_gate)
        {
            double seed = _secondsPerCall.GetValueOrDefault(1), slowest = seed;
            foreach (int trial in trials) slowest = Math.Max(slowest, _secondsPerCall.GetValueOrDefault(trial));
            return TimeSpan.FromSeconds(SecondsToKeep(testRows, seed, slowest, _clock.Limit?.TotalSeconds));
        }
    }

    /// <summary>The seconds that <see cref="TestTime"/> keeps.</summary>
    /// <param name="testRows">Rows of the test split.</param>
    /// <param name="seed">Seconds a row of the seed prompt.</param>
    /// <param name="slowest">Those of the slowest that may meet it.</param>
    /// <param name="limit">Seconds of the study; null without a limit.</param>
    public static double SecondsToKeep(int testRows, double seed, double slowest, double? limit) =>
        Math.Min(1 + 1.2 * testRows * (seed + slowest), limit * MostKept ?? double.PositiveInfinity);

    /// <summary>Runs or reads one wave.</summary>
    /// <param name="key">Which wave.</param>
    /// <param name="calls">Its calls; not looked at if the wave is stored.</param>
    /// <param name="finish">Turns the raw rollouts into what is stored: answers and scores.</param>
    /// <param name="keepTime">Time to leave over for what must still come.</param>
    /// <param name="progress">Told the number of calls done: 0 before the first, then after each. Not for a stored wave.</param>
    /// <param name="cancellationToken">Stops it within one engine step; nothing is stored then.</param>
    /// <exception cref="BudgetSpentException">It does not fit; nothing was run, or it was stopped by the clock and not stored.</exception>
    public async Task<Wave> RunAsync(
        WaveKey key, IReadOnlyList<PlannedCall> calls, Func<IReadOnlyList<Rollout>, ValueTask<IReadOnlyList<Rollout>>> finish, TimeSpan keepTime,
        Action<int> progress, CancellationToken cancellationToken)
    {
        if (_store.ReadWave(key) is { } stored)
        {
            if (key.Phase == Phase.Test) _ledger.Settle(default, stored.Spending); // the ledger of a session begins without the test
            return stored;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (_clock.Left is { } left && left <= keepTime) throw new BudgetSpentException(TimeLimit);
        var most = new Spending(calls.Sum(c => (long)c.MostCalls), _ledger.CountsTokens ? calls.Sum(c => c.MostTokens()) : 0, 0);
        if (!_ledger.TryReserve(most)) throw new BudgetSpentException(_ledger.CountsTokens ? "calls or tokens" : "calls");
        var spent = new Spending(most.Calls, most.Tokens, 0);
        try
        {
            var start = _clock.Elapsed;
            var rollouts = await RunAllAsync(calls, keepTime, progress, cancellationToken);
            var wave = new Wave { Key = key, Rollouts = await finish(rollouts), StudySeconds = _clock.Elapsed.TotalSeconds };
            spent = wave.Spending;
            _store.SaveWave(wave);
            Learn(wave, wave.StudySeconds - start.TotalSeconds);
            return wave;
        }
        catch (PromptTooLongException) when (calls.Count == 1)
        {
            spent = default; // it was refused before anything was computed
            throw;
        }
        finally
        {
            _ledger.Settle(most, spent);
        }
    }

    private async Task<Rollout[]> RunAllAsync(
        IReadOnlyList<PlannedCall> calls, TimeSpan keepTime, Action<int> progress, CancellationToken cancellationToken)
    {
        using var limit = _clock.CancelWhenLeft(keepTime);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            int done = 0;
            progress(done);
            var rollouts = await Task.WhenAll(calls.Select(async call =>
            {
                var rollout = await call.Run(stop.Token);
                progress(Interlocked.Increment(ref done));
                return rollout;
            }));
            return rollouts.Select((rollout, position) => rollout with { Position = position }).ToArray();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BudgetSpentException(TimeLimit); // the clock's, not a cancellation that has not arrived at this token yet
        }
    }

    private void Learn(Wave wave, double seconds)
    {
        lock (_gate)
        {
            if (wave.Key.Phase != Phase.Validation) return;
            double computing = wave.Rollouts.Where(r => r.IsFromCache).Select(r => r.Seconds).DefaultIfEmpty().Max(); // the test's rows may have to be computed
            double now = Math.Max(seconds, computing) / wave.Rollouts.Count;
            _secondsPerCall[wave.Key.Trial] = _secondsPerCall.TryGetValue(wave.Key.Trial, out double before) ? (before + now) / 2 : now;
        }
    }
}
