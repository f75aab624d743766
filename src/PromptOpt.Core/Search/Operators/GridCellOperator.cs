using PromptOpt.Candidates;
using PromptOpt.Search.Grids;

namespace PromptOpt.Search.Operators;

/// <summary>The next cell of a grid that was not tried: the only step of the strategy <c>grid</c>.</summary>
internal sealed class GridCellOperator() : Operator(OperatorName, new(1, 1))
{
    public const string OperatorName = "grid-cell";

    public override bool Applies(ProposalContext context) => context.Grid is not null;

    protected override Proposal? Propose(ProposalContext context)
    {
        var design = context.Grid!;
        var before = context.History.Concat(context.Siblings).ToArray();
        var tried = before.Select(CellText.Read).ToHashSet();
        var known = before.Select(trial => CandidateJson.Identity(trial.Candidate)).ToHashSet(StringComparer.Ordinal);
        var cells = new CellCandidate(design.Grid, context.HasEpisodes ? [] : context.Labels, context.Library.Scaffolds[0]);
        return design.Order.Where(cell => !tried.Contains(cell))
            .Select(cell => new Proposal(cells.Of(cell, context.Base), CellText.Of(design.Grid, cell)))
            .Where(proposal => !known.Contains(CandidateJson.Identity(proposal.Candidate)) && context.Fits(proposal.Candidate))
            .ElementAtOrDefault(context.Attempt);
    }
}
