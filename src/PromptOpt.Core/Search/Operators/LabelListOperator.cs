using PromptOpt.Candidates;

namespace PromptOpt.Search.Operators;

/// <summary>Names all labels at the end of the instruction, where it does not name them already.</summary>
internal sealed class LabelListOperator() : Operator("label-list", new(1, 1))
{
    public override bool Applies(ProposalContext context) => context.HasLabels && WithList(context.Base, context.Labels) != context.Base.Instruction;

    /// <summary>The instruction with all label words named.</summary>
    public static string WithList(Candidate candidate, IReadOnlyList<string> labels)
    {
        var words = labels.Select(label => CandidateRenderer.WordFor(candidate, label)).ToArray();
        bool named = words.All(word => candidate.Instruction.Contains(word, StringComparison.OrdinalIgnoreCase));
        return named ? candidate.Instruction : TextEdit.Append(candidate.Instruction, $"Labels: {string.Join(", ", words)}.");
    }

    protected override Proposal? Propose(ProposalContext context) =>
        new(context.Base with { Instruction = WithList(context.Base, context.Labels) }, "labels named");
}
