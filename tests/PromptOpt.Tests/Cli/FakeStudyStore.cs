using PromptOpt.Studies;

namespace PromptOpt.Tests.Cli;

/// <summary>A study in memory; its file exists so that it is found on disk.</summary>
internal sealed class FakeStudyStore : IStudyStore
{
    private readonly SortedDictionary<int, Trial> _trials = [];
    private readonly List<Wave> _waves = [];
    private readonly List<RulesVersion> _rules = [];
    private Study? _study;
    private double _seconds;

    public Study? ReadStudy() => _study;

    public void SaveStudy(Study study) => _study = study;

    public IReadOnlyList<Trial> ReadTrials() => [.. _trials.Values];

    public void SaveTrial(Trial trial) => _trials[trial.Number] = trial;

    public IReadOnlyList<RulesVersion> ReadRules() => _rules;

    public void SaveRules(RulesVersion rules) => _rules.Add(rules);

    public Wave? ReadWave(WaveKey key) => _waves.FirstOrDefault(w => w.Key == key);

    public IReadOnlyList<Wave> ReadWaves(int? trial = null) => [.. _waves.Where(w => trial is null || w.Key.Trial == trial)];

    public void SaveWave(Wave wave) => _waves.Add(wave);

    public Spending ReadSpending() => _trials.Values.Aggregate(default(Spending), (sum, t) => sum + t.Spending);

    public double ReadSeconds() => _seconds;

    public void SaveSeconds(double seconds) => _seconds = seconds;

    public void Dispose()
    {
    }
}
