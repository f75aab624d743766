using PromptOpt.Studies;

namespace PromptOpt.Search.Budgeting;

/// <summary>
/// What a row of each trial has cost, from stored waves of the rows that it ran: to the end, until it was stopped, or until it failed. Seconds are those of the study's clock from the end of the wave before, whosever it was;
/// trials of a level that run side by side share them. Where the response cache answered, a wave counts with what it took to compute.
/// </summary>
internal sealed class StoredCosts
{
    private readonly Wave[] _waves;
    private readonly ILookup<int, Wave> _rows;
    private readonly Dictionary<WaveKey, double> _seconds = [];

    private StoredCosts(IEnumerable<Wave> waves, Func<WaveKey, bool> isUpToRaceEnd)
    {
        _waves = [.. waves.OrderBy(wave => wave.StudySeconds)];
        _rows = _waves.Where(wave => wave.Key.Phase is Phase.Train or Phase.Validation && isUpToRaceEnd(wave.Key) && wave.Rollouts.Count > 0).ToLookup(wave => wave.Key.Trial);
    }

    /// <summary>The costs by trial; those that ran no row are missing.</summary>
    /// <param name="trials">Trials whose levels are over.</param>
    /// <param name="waves">All their waves.</param>
    /// <param name="lanes">Trials driven at once.</param>
    /// <param name="isUpToRaceEnd">Whether a wave is one of the trial's race, or before it.</param>
    public static IReadOnlyDictionary<int, RowCosts> Of(IEnumerable<Trial> trials, IEnumerable<Wave> waves, int lanes, Func<WaveKey, bool> isUpToRaceEnd)
    {
        var stored = new StoredCosts(waves, isUpToRaceEnd);
        stored.Time(trials.ToDictionary(trial => trial.Number, trial => trial.Level), lanes);
        return stored._rows.ToDictionary(own => own.Key, own => stored.PerRow([.. own]));
    }

    private RowCosts PerRow(Wave[] own)
    {
        double rows = own.Sum(wave => wave.Rollouts.Count);
        // The first wave of a study may have waited for other things, so its time counts only where there is no other.
        Wave[] timed = own.Length > 1 && own[0] == _waves[0] ? own[1..] : own;
        double seconds = timed.Sum(wave => Math.Max(_seconds[wave.Key], Computing(wave))) / timed.Sum(wave => wave.Rollouts.Count);
        return new(own.Sum(wave => wave.Spending.Calls) / rows, own.Sum(wave => wave.Spending.Tokens) / rows, seconds);
    }

    private static double Computing(Wave wave) => wave.Rollouts.Where(rollout => rollout.IsFromCache).Select(rollout => rollout.Seconds).DefaultIfEmpty().Max();

    /// <summary>Shares out the time between the ends of waves among the trials that ran then, and gives each wave what its trial got since its last one.</summary>
    private void Time(Dictionary<int, int> levels, int lanes)
    {
        var ends = _rows.ToDictionary(own => own.Key, own => own.Max(wave => wave.StudySeconds));
        var waiting = new Dictionary<int, double>();
        double since = 0;
        foreach (var wave in _waves)
        {
            double took = wave.StudySeconds - since;
            since = wave.StudySeconds;
            if (!_rows[wave.Key.Trial].Contains(wave)) continue; // a proposal's, a probe's or a contender's: nothing else runs then
            int level = levels[wave.Key.Trial];
            int[] running = [.. ends.Where(end => levels[end.Key] == level && end.Value >= wave.StudySeconds).Select(end => end.Key).Order().Take(lanes)];
            foreach (int trial in running) waiting[trial] = waiting.GetValueOrDefault(trial) + took / running.Length;
            _seconds[wave.Key] = waiting.GetValueOrDefault(wave.Key.Trial);
            waiting[wave.Key.Trial] = 0;
        }
    }
}
