namespace PromptOpt.Search.Operators;

/// <summary>A fresh draw of examples, with a fresh number of them.</summary>
internal sealed class ExamplesOperator() : Operator("examples", new(2, 2))
{
    private const int MostLabelled = 28;

    protected override Proposal? Propose(ProposalContext context)
    {
        if (!context.HasLabels)
        {
            var open = ExampleDraw.Some(context.Train, 2 * (1 + context.Random.Next(5)), context.Random);
            return new(context.Base with { Examples = open }, $"{open.Count} fresh examples");
        }

        int most = Math.Clamp(MostLabelled / context.Labels.Count, 1, 4);
        int perLabel = 1 + context.Random.Next(most);
        var examples = ExampleDraw.PerLabel(context.Train, context.Labels, perLabel, context.Random);
        return new(context.Base with { Examples = examples }, $"{examples.Count} fresh examples, {perLabel} a label");
    }
}
