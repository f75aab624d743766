using PromptOpt.LanguageModels;

namespace PromptOpt.Search.Operators;

/// <summary>Labels scored by log-probability, calibrated by the method that fits the train rows best (Zhao et al. 2021 and others), behind random examples.</summary>
internal sealed class CalibratedExamplesOperator() : Operator("calibrated-examples", new(2, 2))
{
    public override bool Applies(ProposalContext context) =>
        context.HasLabels && context.Capabilities.HasFlag(LanguageModelCapabilities.Scoring);

    protected override Proposal? Propose(ProposalContext context)
    {
        var sizes = ExampleDraw.Sizes(context.Train, context.Labels);
        var examples = ExampleDraw.PerLabel(context.Train, context.Labels, sizes[context.Random.Next(sizes.Count)], context.Random);
        return new(
            context.Base.WithScoredLabels() with { Calibration = null, Examples = examples, NearestExamples = null },
            $"{examples.Count} fresh examples, labels scored and calibrated");
    }
}
