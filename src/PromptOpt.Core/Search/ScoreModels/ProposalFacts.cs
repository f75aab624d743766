using PromptOpt.Candidates;
using PromptOpt.Studies;

namespace PromptOpt.Search.ScoreModels;

/// <summary>What is known of a candidate before it is run: all that its features are made of.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Parent">Its parent's candidate.</param>
/// <param name="ParentLead">How far the parent is above the seed prompt.</param>
/// <param name="OtherLead">How far the second parent is above the first one; 0 without one.</param>
/// <param name="Operator">The operator that made it.</param>
/// <param name="Level">Its level, from 1.</param>
internal sealed record ProposalFacts(Candidate Candidate, Candidate Parent, double ParentLead, double OtherLead, string Operator, int Level)
{
    /// <summary>The facts of a trial, or of a proposal made into one; null if its parent has no lead.</summary>
    /// <param name="trial">The trial; what it scored is not looked at.</param>
    /// <param name="history">Trials by number.</param>
    public static ProposalFacts? Of(Trial trial, IReadOnlyDictionary<int, Trial> history)
    {
        if (history.GetValueOrDefault(trial.Parent) is not { Lead: { } lead } parent) return null;
        double other = history.GetValueOrDefault(trial.OtherParent)?.Lead - lead ?? 0;
        return new(trial.Candidate, parent.Candidate, lead, other, trial.Operator, trial.Level);
    }
}
