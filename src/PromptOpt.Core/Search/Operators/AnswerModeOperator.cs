using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>Changes between written answers and scored labels.</summary>
internal sealed class AnswerModeOperator() : Operator("answer-mode", new(1, 3))
{
    public override bool Applies(ProposalContext context) =>
        context.HasLabels && context.Capabilities.HasFlag(LanguageModelCapabilities.Scoring);

    protected override Proposal? Propose(ProposalContext context)
    {
        bool free = context.Base.Mode == AnswerMode.Choice;
        return new(
            (free ? context.Base with { Mode = AnswerMode.Free } : context.Base.WithScoredLabels()) with { Calibration = null },
            free ? "the model writes its answer" : "labels scored by log-probability");
    }
}
