using System.Globalization;
using System.Text.RegularExpressions;
using PromptOpt.LanguageModels;

namespace PromptOpt.Search.Operators;

/// <summary>Lets the model write one sentence of advice against the most frequent mistake, and adds it, or puts it in the place of the least useful sentence.</summary>
internal sealed partial class EditOperator() : IOperator
{
    private const int MostCases = 4;
    private const int FewestCharacters = 12;
    private const int MostCharacters = 300;

    /// <summary>Sentences from which on one may be replaced, and how often that is done.</summary>
    private const int EnoughToReplace = 4;
    private const double ReplaceShare = 1.0 / 3;

    private static readonly DecodingParameters Decoding = new() { Temperature = 0.7, TopP = 0.95, MaxTokens = 96 };

    public string Name => "edit";

    public OperatorPrior Prior => new(2, 3);

    public Novelty Novelty => Novelty.Candidate;

    public bool Applies(ProposalContext context) => context.Feedback.Count > 0;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        var group = FeedbackGroup.Draw(context)[0];
        bool replaces = context.Random.NextDouble() < ReplaceShare;
        var prompt = context.Library.Fill("edit", new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["prompt"] = context.Base.Instruction,
            ["rule"] = group.Rule,
            ["count"] = group.Messages.Count.ToString(CultureInfo.InvariantCulture),
            ["cases"] = string.Join('\n', group.Messages.Take(MostCases).Select(message => "- " + message)),
        });
        string? reply = (await context.Writer.AskAsync([prompt], Name, Decoding))[0];
        return Sentence(reply) is { } advice ? Put(context, advice, group.Rule, replaces) : null;
    }

    /// <summary>The first sentence of a reply, without list marks and quotes; null if it is none.</summary>
    internal static string? Sentence(string? reply)
    {
        if (reply is null || reply.Contains("```", StringComparison.Ordinal) || reply.Contains("<|", StringComparison.Ordinal)) return null;
        var lines = reply.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SkipWhile(line => line.EndsWith(':'));
        if (lines.FirstOrDefault() is not { } line) return null;
        var text = Mark().Replace(line, "").Trim().Trim('"').Trim();
        if (PromptSentences.Split(text) is not [var first, ..]) return null;
        return first.Text.Length is >= FewestCharacters and <= MostCharacters && !first.Text.Contains("{{", StringComparison.Ordinal) ? first.Text : null;
    }

    private static Proposal? Put(ProposalContext context, string advice, string rule, bool replaces)
    {
        var sentences = PromptSentences.Split(context.Base.Instruction);
        if (sentences.Exists(s => s.Key == PromptWords.Normal(advice))) return null;
        string longer = TextEdit.Append(context.Base.Instruction, advice);
        bool isFull = context.Task.Search.MaxPromptTokens is { } most && context.Writer.CountTokens(longer) > most;
        if ((isFull || (replaces && sentences.Count(s => s.IsProse) >= EnoughToReplace)) && SentenceWorth.IndexOfLeast(sentences, context.History) is { } least)
        {
            string old = sentences[least].Text;
            sentences[least] = sentences[least] with { Text = advice };
            return new(context.Base with { Instruction = PromptSentences.Join(sentences) }, $"against '{rule}', instead of '{old}': {advice}");
        }

        return new(context.Base with { Instruction = longer }, $"against '{rule}': {advice}");
    }

    [GeneratedRegex(@"^(?:[-*•]|\d{1,2}[.)])\s+|^(?:advice|sentence|instruction|answer)\s*:\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Mark();
}
