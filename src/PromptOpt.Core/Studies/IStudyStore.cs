namespace PromptOpt.Studies;

/// <summary>
/// The memory of one study. Every write is atomic and durable when the method returns; a killed process leaves either the whole write or
/// none of it. Safe for concurrent use.
/// </summary>
public interface IStudyStore : IDisposable
{
    /// <summary>Reads the study; null if none was created here yet.</summary>
    Study? ReadStudy();

    /// <summary>Writes the study's row, replacing the old one.</summary>
    void SaveStudy(Study study);

    /// <summary>Reads all trials by number.</summary>
    IReadOnlyList<Trial> ReadTrials();

    /// <summary>Writes a trial, replacing the one with its number.</summary>
    void SaveTrial(Trial trial);

    /// <summary>Reads the feedback rules used so far, by level.</summary>
    IReadOnlyList<RulesVersion> ReadRules();

    /// <summary>Writes the feedback rules used from a level on, replacing those of that level.</summary>
    void SaveRules(RulesVersion rules);

    /// <summary>Reads one wave; null if it was never stored.</summary>
    Wave? ReadWave(WaveKey key);

    /// <summary>Reads the waves of a trial, or of all trials (null), ordered by trial, phase, index; rollouts by position.</summary>
    IReadOnlyList<Wave> ReadWaves(int? trial = null);

    /// <summary>Stores a wave with its rollouts in one transaction.</summary>
    /// <exception cref="PromptOptException">The wave is stored already, or the disk is full; nothing was written.</exception>
    void SaveWave(Wave wave);

    /// <summary>Sum over all waves.</summary>
    Spending ReadSpending();

    /// <summary>Wall-clock seconds used by all sessions so far: the largest of the waves' and the last <see cref="SaveSeconds"/>.</summary>
    double ReadSeconds();

    /// <summary>Records wall-clock seconds used, so that a resumed study knows its clock.</summary>
    void SaveSeconds(double seconds);
}
