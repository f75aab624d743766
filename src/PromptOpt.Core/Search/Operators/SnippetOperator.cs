namespace PromptOpt.Search.Operators;

/// <summary>Adds one sentence from <c>prompts/snippets.txt</c>, or takes an earlier one away.</summary>
internal sealed class SnippetOperator() : Operator("snippet", new(1, 3))
{
    protected override Proposal? Propose(ProposalContext context)
    {
        var sentences = context.Library.Snippets;
        var there = sentences.Where(s => context.Base.Instruction.Contains(s, StringComparison.Ordinal)).ToArray();
        if (there.Length > 0 && context.Random.NextDouble() < 0.3)
        {
            string gone = there[context.Random.Next(there.Length)];
            return new(context.Base with { Instruction = context.Base.Instruction.Replace("\n" + gone, "", StringComparison.Ordinal) }, $"removed: {gone}");
        }

        var left = sentences.Except(there).ToArray();
        if (left.Length == 0) return null;
        string added = left[context.Random.Next(left.Length)];
        return new(context.Base with { Instruction = TextEdit.Append(context.Base.Instruction, added) }, $"added: {added}");
    }
}
