using PromptOpt.Candidates;

namespace PromptOpt.Search.Operators;

/// <summary>Moves the examples between chat turns and the system message.</summary>
internal sealed class ExampleLayoutOperator() : Operator("example-layout", new(1, 3))
{
    public override bool Applies(ProposalContext context) => (context.Base.Examples.Count > 0 || context.Base.NearestExamples is not null) && !context.HasEpisodes;

    protected override Proposal? Propose(ProposalContext context)
    {
        bool inline = context.Base.Layout == ExampleLayout.ChatTurns;
        return new(
            context.Base with { Layout = inline ? ExampleLayout.Inline : ExampleLayout.ChatTurns },
            inline ? "examples inside the system message" : "examples as chat turns");
    }
}
