namespace PromptOpt.Studies;

/// <summary>A study that lives as long as the process: for tests and for use as a library. Safe for concurrent use.</summary>
public sealed class MemoryStudyStore : IStudyStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, Trial> _trials = [];
    private readonly SortedDictionary<(int Trial, Phase Phase, int Index), Wave> _waves = [];
    private readonly SortedDictionary<int, RulesVersion> _rules = [];
    private Study? _study;
    private double _seconds;

    /// <inheritdoc/>
    public Study? ReadStudy()
    {
        lock (_lock) return _study;
    }

    /// <inheritdoc/>
    public void SaveStudy(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        lock (_lock) _study = study;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Trial> ReadTrials()
    {
        lock (_lock) return [.. _trials.Values];
    }

    /// <inheritdoc/>
    public void SaveTrial(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        lock (_lock) _trials[trial.Number] = trial;
    }

    /// <inheritdoc/>
    public IReadOnlyList<RulesVersion> ReadRules()
    {
        lock (_lock) return [.. _rules.Values];
    }

    /// <inheritdoc/>
    public void SaveRules(RulesVersion rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        lock (_lock) _rules[rules.Level] = rules;
    }

    /// <inheritdoc/>
    public Wave? ReadWave(WaveKey key)
    {
        lock (_lock) return _waves.GetValueOrDefault((key.Trial, key.Phase, key.Index));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Wave> ReadWaves(int? trial = null)
    {
        lock (_lock) return [.. _waves.Values.Where(w => trial is null || w.Key.Trial == trial)];
    }

    /// <inheritdoc/>
    public void SaveWave(Wave wave)
    {
        ArgumentNullException.ThrowIfNull(wave);
        var key = wave.Key;
        if (wave.Rollouts.DistinctBy(r => r.Position).Count() != wave.Rollouts.Count)
            throw new PromptOptException($"two rollouts of {StoreMessages.Name(key)} have one position; give each its own");
        var sorted = wave with { Rollouts = [.. wave.Rollouts.OrderBy(r => r.Position)] };
        lock (_lock)
        {
            if (!_waves.TryAdd((key.Trial, key.Phase, key.Index), sorted)) throw new PromptOptException(StoreMessages.StoredAlready(key));
        }
    }

    /// <inheritdoc/>
    public Spending ReadSpending()
    {
        lock (_lock) return Spending.Of(_waves.Values);
    }

    /// <inheritdoc/>
    public double ReadSeconds()
    {
        lock (_lock) return _waves.Values.Aggregate(_seconds, (most, wave) => Math.Max(most, wave.StudySeconds));
    }

    /// <inheritdoc/>
    public void SaveSeconds(double seconds)
    {
        lock (_lock) _seconds = seconds;
    }

    /// <summary>Does nothing; the values stay readable.</summary>
    public void Dispose()
    {
    }
}
