namespace PromptOpt.Search.Operators;

/// <summary>Says how the answer must look, in the instruction (from <c>prompts/format-reminders.txt</c>) or as the answer's first word.</summary>
internal sealed class FormatReminderOperator() : Operator("format-reminder", new(1, 3))
{
    internal static IReadOnlyList<string> Prefixes { get; } = ["", "Answer:\n", "Label:\n"];

    protected override Proposal? Propose(ProposalContext context)
    {
        if (context.Random.NextDouble() < 0.5)
        {
            var others = Prefixes.Where(p => p != context.Base.AnswerPrefix).ToArray();
            string prefix = others[context.Random.Next(others.Length)];
            return new(context.Base with { AnswerPrefix = prefix }, prefix.Length == 0 ? "no answer prefix" : $"answers begin with '{prefix.Trim()}'");
        }

        var left = context.Library.FormatReminders.Where(r => !context.Base.Instruction.Contains(r, StringComparison.Ordinal)).ToArray();
        if (left.Length == 0) return null;
        string reminder = left[context.Random.Next(left.Length)];
        return new(context.Base with { Instruction = TextEdit.Append(context.Base.Instruction, reminder) }, $"added: {reminder}");
    }
}
