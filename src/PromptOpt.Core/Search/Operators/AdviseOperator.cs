namespace PromptOpt.Search.Operators;

/// <summary>Adds what the most frequent feedback rule advises in general, if the instruction does not say it yet. Needs no model.</summary>
internal sealed class AdviseOperator() : Operator("advise", new(2, 2))
{
    public override bool Applies(ProposalContext context) =>
        FeedbackGroup.ByRule(context.Feedback).Any(group => GeneralAdvice.Unstated(group, context.Base.Instruction) is not null);

    protected override Proposal? Propose(ProposalContext context)
    {
        foreach (var group in FeedbackGroup.Draw(context).Concat(FeedbackGroup.ByRule(context.Feedback)))
        {
            if (GeneralAdvice.Unstated(group, context.Base.Instruction) is { } advice)
                return new(context.Base with { Instruction = TextEdit.Append(context.Base.Instruction, advice) }, $"advice of '{group.Rule}': {advice}");
        }

        return null;
    }
}
