using PromptOpt.Evaluation;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>
/// Asks for reasoning before the answer (Wei et al. 2022; without examples: Kojima et al. 2022), in the words of <c>prompts/chain-of-thought.txt</c>. The answer
/// stands behind a mark on a line of its own, and is read there: reasoning names answers that are not given.
/// </summary>
internal sealed class ScaffoldOperator() : Operator("scaffold", new(1, 3))
{
    /// <summary>Begins the line of the answer.</summary>
    public const string Mark = MarkedAnswer.Usual;

    /// <summary>Tokens to think in, besides those of the answer.</summary>
    private const int ReasoningTokens = 200;

    public override bool Applies(ProposalContext context) => context.Task.Answer.Constraint is null && context.Base.AnswerMark is null;

    protected override Proposal? Propose(ProposalContext context)
    {
        var based = context.Base;
        string instruction = context.HasLabels ? LabelListOperator.WithList(based, context.Labels) : based.Instruction;
        var tried = context.History.Concat(context.Siblings).Select(trial => trial.Candidate.Instruction).ToHashSet(StringComparer.Ordinal);
        var left = context.Library.Scaffolds.Where(scaffold => !tried.Contains(TextEdit.Append(instruction, scaffold))).ToArray();
        if (left.Length == 0) return null;
        string added = left[context.Random.Next(left.Length)];
        var candidate = based with
        {
            Instruction = TextEdit.Append(instruction, added),
            Mode = AnswerMode.Free,
            Calibration = null,
            AnswerPrefix = "",
            AnswerMark = Mark,
            Decoding = based.Decoding with { MaxTokens = based.Decoding.MaxTokens + ReasoningTokens, Stop = [] },
        };
        return new(candidate, $"added: {added}");
    }
}
