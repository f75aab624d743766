using PromptOpt.Candidates;
using PromptOpt.Evaluation;

namespace PromptOpt.Search.Operators;

/// <summary>Adds a line a label with the words that tell it from the others in the train rows.</summary>
internal sealed class LabelDefinitionsOperator() : Operator("label-definitions", new(1, 3))
{
    public override bool Applies(ProposalContext context) =>
        context.HasLabels && !context.Base.Instruction.Contains(Line(context, context.Labels[0], ""), StringComparison.Ordinal);

    protected override Proposal? Propose(ProposalContext context)
    {
        int words = 3 + context.Random.Next(4);
        var lines = context.Labels.Select(label =>
            Line(context, label, string.Join(", ", TellingWords.Of(context.Train, label, words))));
        return new(
            context.Base with { Instruction = TextEdit.Append(context.Base.Instruction, string.Join('\n', lines)) },
            $"each label described by {words} words of its rows");
    }

    private static string Line(ProposalContext context, string label, string words) => $"- {CandidateRenderer.WordFor(context.Base, label)}: {words}";
}
