namespace PromptOpt.Search;

/// <summary>Makes a new candidate from a parent: the proposer of this product. A pure function of its context, but for what a writing model answers.</summary>
public interface IOperator
{
    /// <summary>Name, kebab-case: what task.yaml's <c>search.operators</c> and the trial table show.</summary>
    string Name { get; }

    /// <summary>What is believed of it before it was tried in this study.</summary>
    OperatorPrior Prior { get; }

    /// <summary>What about its proposals must be new. Default: the wording.</summary>
    Novelty Novelty => Novelty.Wording;

    /// <summary>Whether it has anything to offer for this parent.</summary>
    bool Applies(ProposalContext context);

    /// <summary>Suggests a candidate; null if it finds none this time.</summary>
    Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken);
}
