using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search.ScoreModels;

/// <summary>The screening of the proposals for one trial, in the order in which they are made. It always ends with one of them.</summary>
/// <param name="screen">The score model of the level.</param>
/// <param name="random">Randomness of the trial.</param>
internal sealed class TrialScreening(LevelScreen screen, SeededRandom random)
{
    /// <summary>Chance of a reject to be run anyway, so that wrong rejections are measured.</summary>
    private const double Explored = 0.1;

    private readonly List<ScreenedProposal> _seen = [];

    /// <summary>The proposals so far, none of which is run yet.</summary>
    public IEnumerable<Trial> Rejected => _seen.Select(proposal => proposal.Trial);

    private bool OneByOne => screen.Spec.Policy == AcceptancePolicy.Paper;

    /// <summary>Looks at a proposal.</summary>
    /// <returns>The trial to run, or null if another proposal is wanted first.</returns>
    public Trial? Add(Trial proposal)
    {
        if (screen.Judge(proposal) is not { } judged) return proposal;
        if (OneByOne && judged.Predicted >= judged.Required) return judged.Run(judged.Required, ScreeningOutcome.Accepted, _seen);
        if (OneByOne && IsExplored(_seen.Count)) return judged.Run(judged.Required, ScreeningOutcome.Explored, _seen);
        _seen.Add(judged);
        return _seen.Count == screen.Spec.Attempts ? Choose() : null;
    }

    /// <summary>Chooses among the proposals so far; null if there are none.</summary>
    public Trial? Choose()
    {
        if (_seen.Count == 0) return null;
        var ranked = _seen.OrderByDescending(Worth).ToArray(); // the earlier one among equals
        if (OneByOne) return ranked[0].Run(ranked[0].Required, ScreeningOutcome.BestOfRejected, _seen);
        var explored = ranked.Skip(1).FirstOrDefault(proposal => IsExplored(_seen.IndexOf(proposal)));
        return explored is null
            ? ranked[0].Run(Needed(ranked[0], ranked.Length > 1 ? ranked[1] : ranked[0]), ScreeningOutcome.Accepted, _seen)
            : explored.Run(Needed(explored, ranked[0]), ScreeningOutcome.Explored, _seen);
    }

    private double Worth(ScreenedProposal proposal) => screen.Spec.Policy == AcceptancePolicy.ExpectedImprovement
        ? NormalImprovement.Of(proposal.Predicted, proposal.Deviation, screen.Best)
        : proposal.Predicted;

    /// <summary>The prediction with which a proposal would be worth as much as another.</summary>
    private double Needed(ScreenedProposal proposal, ScreenedProposal other) => screen.Spec.Policy == AcceptancePolicy.ExpectedImprovement
        ? Math.Min(NormalImprovement.MeanFor(Worth(other), proposal.Deviation, screen.Best), Worth(proposal) >= Worth(other) ? proposal.Predicted : double.PositiveInfinity)
        : other.Predicted;

    private bool IsExplored(int index) => random.Fork((ulong)index).NextDouble() < Explored;
}
