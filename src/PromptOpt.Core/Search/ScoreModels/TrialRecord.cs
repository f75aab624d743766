using PromptOpt.Studies;

namespace PromptOpt.Search.ScoreModels;

/// <summary>Whether trials were an improvement when they were made.</summary>
internal sealed class TrialRecord(IReadOnlyList<Trial> trials)
{
    private readonly Dictionary<int, Trial> _byNumber = trials.ToDictionary(trial => trial.Number);

    /// <summary>Whether a trial is complete and leads by more than its parent.</summary>
    public bool BeatsParent(Trial trial) => trial.State == TrialState.Complete && trial.Lead > _byNumber.GetValueOrDefault(trial.Parent)?.Lead;

    /// <summary>Whether a trial is complete and leads by more than every complete one of earlier levels.</summary>
    public bool BeatsBest(Trial trial) => trial.State == TrialState.Complete && trial.Lead > BestBefore(trial.Level);

    /// <summary>The largest lead among complete trials of levels before one; null if there is none.</summary>
    public double? BestBefore(int level) => trials.Where(trial => trial.Level < level && trial.State == TrialState.Complete).Max(trial => trial.Lead);
}
