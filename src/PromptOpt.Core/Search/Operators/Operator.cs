namespace PromptOpt.Search.Operators;

/// <summary>An operator that needs no writing model.</summary>
internal abstract class Operator(string name, OperatorPrior prior) : IOperator
{
    public string Name { get; } = name;

    public OperatorPrior Prior { get; } = prior;

    public Novelty Novelty => Novelty.Candidate;

    public virtual bool Applies(ProposalContext context) => true;

    public Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken) => Task.FromResult(Propose(context));

    protected abstract Proposal? Propose(ProposalContext context);
}
