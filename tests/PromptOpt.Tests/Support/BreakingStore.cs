using PromptOpt.Studies;

namespace PromptOpt.Tests.Support;

/// <summary>A store that dies instead of saving a trial, as a process that is killed just then. Closing it leaves the inner one open.</summary>
internal sealed class BreakingStore(IStudyStore inner, int breakAt = int.MaxValue) : IStudyStore
{
    /// <summary>Trials saved so far, counting every time.</summary>
    public int TrialsSaved { get; private set; }

    public Study? ReadStudy() => inner.ReadStudy();

    public void SaveStudy(Study study) => inner.SaveStudy(study);

    public IReadOnlyList<Trial> ReadTrials() => inner.ReadTrials();

    public void SaveTrial(Trial trial)
    {
        if (++TrialsSaved >= breakAt) throw new PromptOptException("killed");
        inner.SaveTrial(trial);
    }

    public IReadOnlyList<RulesVersion> ReadRules() => inner.ReadRules();

    public void SaveRules(RulesVersion rules) => inner.SaveRules(rules);

    public Wave? ReadWave(WaveKey key) => inner.ReadWave(key);

    public IReadOnlyList<Wave> ReadWaves(int? trial = null) => inner.ReadWaves(trial);

    public void SaveWave(Wave wave) => inner.SaveWave(wave);

    public Spending ReadSpending() => inner.ReadSpending();

    public double ReadSeconds() => inner.ReadSeconds();

    public void SaveSeconds(double seconds) => inner.SaveSeconds(seconds);

    public void Dispose()
    {
    }
}
