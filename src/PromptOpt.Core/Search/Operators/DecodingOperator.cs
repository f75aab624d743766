using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>Other decoding parameters for written answers, from the sampler.</summary>
internal sealed class DecodingOperator(ISampler sampler) : Operator("decoding", new(1, 3))
{
    public override bool Applies(ProposalContext context) => context.Base.Mode == AnswerMode.Free && context.Task.Search.Decoding.Count > 0;

    protected override Proposal? Propose(ProposalContext context)
    {
        int earlier = context.History.Count(trial => trial.Operator == Name);
        var decoding = sampler.Suggest(context.Task.Search.Decoding, context.Base.Decoding, earlier, context.StudyRandom);
        return new(context.Base with { Decoding = decoding }, DecodingText.Describe(decoding));
    }
}
