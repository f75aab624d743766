using System.Collections.Concurrent;
using PromptOpt.Candidates;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Search.Budgeting;

/// <summary>
/// The most that candidates can cost, as samples, turns, token limits and prompts imply it, without a call. Prompts are counted on one row, which stands for all.
/// </summary>
/// <param name="scope">The session.</param>
/// <param name="plan">How the stage is searched.</param>
internal sealed class CandidateBounds(SessionScope scope, SearchPlan plan)
{
    private readonly Example _row = scope.TrainRows.Concat(scope.ValidationRows).First();
    private readonly ConcurrentDictionary<string, CandidateBound> _known = [];

    /// <summary>That of a configuration.</summary>
    /// <param name="configuration">The configuration, allowed.</param>
    /// <param name="space">Its space, the same at every call.</param>
    public CandidateBound Of(Configuration configuration, CandidateSpace space) => _known.GetOrAdd(space.CostKey(configuration), _ => Of(space.At(configuration)));

    /// <summary>That of a candidate.</summary>
    public CandidateBound Of(Candidate candidate)
    {
        var evaluation = scope.Evaluation(candidate);
        // The chat of a reasoning loop grows, and what was said before is not computed again; so it is with the steps of an episode, whose replies are what takes the time.
        double work = scope.Task.Environment is null ? (double)candidate.Samples * evaluation.ContextNeeded(_row) : (double)evaluation.MostCalls * candidate.Decoding.MaxTokens;
        return new(scope.RaceRows + scope.TrainRowsOf(candidate, plan), evaluation.MostCalls, scope.Ledger.CountsTokens ? evaluation.MostTokens(_row) : 0, work);
    }
}
