namespace PromptOpt.Search.Operators;

/// <summary>Puts the same examples in another order; small models give the last ones most weight.</summary>
internal sealed class ExampleOrderOperator() : Operator("example-order", new(1, 2))
{
    public override bool Applies(ProposalContext context) => context.Base.Examples.Count > 1 && !context.HasEpisodes;

    protected override Proposal? Propose(ProposalContext context) =>
        new(context.Base with { Examples = ExampleDraw.Some(context.Base.Examples, int.MaxValue, context.Random) }, "examples in another order");
}
