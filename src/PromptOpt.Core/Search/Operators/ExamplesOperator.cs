namespace PromptOpt.Search.Operators;

/// <summary>A fresh draw of examples: half of the time as many as the parent has, else of a random size.</summary>
internal sealed class ExamplesOperator() : Operator("examples", new(3, 2))
{
    public override bool Applies(ProposalContext context) => !context.HasEpisodes;

    protected override Proposal? Propose(ProposalContext context)
    {
        var labels = context.HasLabels ? context.Labels : [];
        var sizes = ExampleDraw.Sizes(context.Train, labels);
        int size = sizes[context.Random.Next(sizes.Count)];
        int before = context.Base.Examples.Count / Math.Max(1, labels.Count);
        if (before > 0 && context.Random.NextDouble() < 0.5) size = before;
        var examples = ExampleDraw.OfSize(context.Train, labels, size, context.Random);
        return new(context.Base with { Examples = examples, NearestExamples = null }, $"{examples.Count} fresh examples");
    }
}
