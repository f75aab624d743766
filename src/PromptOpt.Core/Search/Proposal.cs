using PromptOpt.Candidates;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>A candidate that an operator suggests, before it is checked.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Change">What was done to the parent, in a few words.</param>
public sealed record Proposal(Candidate Candidate, string Change)
{
    /// <summary>Trial number of the second parent; 0 for none.</summary>
    public int OtherParent { get; init; }

    /// <summary>Trial number of the parent, where it is not the one that was asked about; 0 for that.</summary>
    public int Parent { get; init; }

    /// <summary>The values of what is tuned; null where nothing is.</summary>
    public Tuned? Tuned { get; init; }
}
