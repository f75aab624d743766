namespace PromptOpt.Search.Operators;

/// <summary>Takes one sentence away, never kept text or one with a placeholder: what does not help costs tokens and may hurt.</summary>
internal sealed class DropSentenceOperator() : Operator("drop-sentence", new(1, 3))
{
    public override bool Applies(ProposalContext context) => PromptSentences.Split(context.Base.Instruction) is { Count: > 1 } all && all.Exists(s => s.IsProse);

    protected override Proposal? Propose(ProposalContext context)
    {
        var sentences = PromptSentences.Split(context.Base.Instruction);
        var prose = Enumerable.Range(0, sentences.Count).Where(i => sentences[i].IsProse).ToArray();
        int gone = prose[context.Random.Next(prose.Length)];
        string text = sentences[gone].Text;
        PromptSentences.RemoveAt(sentences, gone);
        return new(context.Base with { Instruction = PromptSentences.Join(sentences) }, $"dropped: {text}");
    }
}
