namespace PromptOpt.Search.Operators;

/// <summary>Lets two sentences change places; small models heed the first and the last ones most.</summary>
internal sealed class SwapSentencesOperator() : Operator("swap-sentences", new(1, 4))
{
    public override bool Applies(ProposalContext context) => PromptSentences.Split(context.Base.Instruction).Count(s => s.IsProse) > 1;

    protected override Proposal? Propose(ProposalContext context)
    {
        var sentences = PromptSentences.Split(context.Base.Instruction);
        var prose = Enumerable.Range(0, sentences.Count).Where(i => sentences[i].IsProse).ToArray();
        context.Random.Shuffle(prose);
        var (first, second) = (Math.Min(prose[0], prose[1]), Math.Max(prose[0], prose[1]));
        var text = sentences[first].Text;
        sentences[first] = sentences[first] with { Text = sentences[second].Text };
        sentences[second] = sentences[second] with { Text = text };
        return new(context.Base with { Instruction = PromptSentences.Join(sentences) }, $"sentences {first + 1} and {second + 1} exchanged");
    }
}
