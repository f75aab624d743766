using System.Text.RegularExpressions;
using PromptOpt.Candidates;
using PromptOpt.LanguageModels;

namespace PromptOpt.Search.Operators;

/// <summary>Takes a prompt that a model wrote: removes wrapping, puts back kept text, refuses debris.</summary>
internal static partial class WrittenPrompt
{
    private const int FewestCharacters = 12;

    /// <summary>Room for a new prompt: one and a half times its parent, 64 to 400 tokens.</summary>
    public static int MostTokens(ProposalContext context) =>
        Math.Clamp(context.Writer.CountTokens(context.Base.Instruction) * 3 / 2, 64, 400);

    /// <summary>Asks the writing model for an instruction; null if the reply is none.</summary>
    /// <param name="context">The base, the labels and the writer.</param>
    /// <param name="prompt">The request.</param>
    /// <param name="purpose">The operator that asks.</param>
    /// <param name="decoding">How to draw tokens.</param>
    public static async Task<string?> AskAsync(ProposalContext context, ChatPrompt prompt, string purpose, DecodingParameters decoding) =>
        Accept((await context.Writer.AskAsync([prompt], purpose, decoding))[0], context);

    /// <summary>The instruction to use, or null if the text is not one.</summary>
    /// <param name="text">What the model wrote; null if it was cut off.</param>
    /// <param name="context">The parent and the labels.</param>
    public static string? Accept(string? text, ProposalContext context)
    {
        if (text is null) return null;
        text = LeadIn().Replace(text.Trim(), "").Trim().Trim('"').Trim();
        if (text.Length < FewestCharacters || text.Contains("```", StringComparison.Ordinal) || text.Contains("<|", StringComparison.Ordinal)) return null;
        foreach (var kept in KeptTexts(context).Where(kept => !text.Contains(kept, StringComparison.Ordinal)))
            text = TextEdit.Append(text, "{{#keep}}" + kept + "{{/keep}}");
        return context.HasLabels ? LabelListOperator.WithList(context.Base with { Instruction = text }, context.Labels) : text;
    }

    /// <summary>Whether a text has all that the parent's author marked to be kept.</summary>
    public static bool KeepsAll(string text, ProposalContext context) => KeptTexts(context).All(kept => text.Contains(kept, StringComparison.Ordinal));

    private static string[] KeptTexts(ProposalContext context) =>
        PromptTemplate.Parse(context.Base.Instruction, PlaceholderNames(context.Base.Instruction), "parent").KeptTexts.ToArray();

    /// <summary>Whether an instruction names columns of the row, which one that is written from nothing would lose.</summary>
    public static bool NamesColumns(string instruction) => Placeholder().IsMatch(instruction);

    private static HashSet<string> PlaceholderNames(string text) => Placeholder().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();

    [GeneratedRegex(@"^(here is|here's|sure|certainly|okay|the (new|revised|rewritten|improved))[^\n:]{0,80}:\s*|^(new |revised |rewritten |improved )?(prompt|instruction)s?\s*:\s*", RegexOptions.IgnoreCase)]
    private static partial Regex LeadIn();

    [GeneratedRegex(@"\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}")]
    private static partial Regex Placeholder();
}
