using PromptOpt.Feedback;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>
/// PROMST's step (Chen et al. 2024, Algorithm 3): at most ten feedback records of the parent, grouped by rule; one summary a group; then a new
/// prompt from the parent, the summaries and the chain of ancestors.
/// </summary>
internal sealed class RewriteOperator() : IOperator
{
    private const int MostRecords = 10;
    private const int MostAncestorTokens = 400;
    private static readonly DecodingParameters Summary = new() { Temperature = 0.3, TopP = 0.95, MaxTokens = 80 };

    public string Name => "rewrite";

    public OperatorPrior Prior => new(1, 3);

    public bool Applies(ProposalContext context) => context.Feedback.Count > 0;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        var records = ExampleOf(context);
        var groups = records.GroupBy(note => note.RuleName).OrderByDescending(group => group.Count()).ToArray();
        var summaries = await context.Writer.AskAsync(groups.Select(group => Summarize(context, group)).ToArray(), "summarize", Summary);
        var lines = groups.Zip(summaries, (group, summary) => $"{group.Key} ({group.Count()}): {summary ?? group.First().Message}");
        var prompt = context.Library.Fill("rewrite", new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["prompt"] = context.Base.Instruction,
            ["summaries"] = string.Join('\n', lines),
            ["ancestors"] = Ancestors(context),
        });
        var decoding = new DecodingParameters { Temperature = 0.7, TopP = 0.95, MaxTokens = WrittenPrompt.MostTokens(context) };
        string? text = (await context.Writer.AskAsync([prompt], Name, decoding))[0];
        return WrittenPrompt.Accept(text, context) is { } instruction
            ? new(context.Base with { Instruction = instruction }, $"rewritten from {records.Length} feedback records in {groups.Length} groups")
            : null;
    }

    private static Advice[] ExampleOf(ProposalContext context)
    {
        var notes = context.Feedback.ToArray();
        context.Random.Shuffle(notes);
        return notes[..Math.Min(MostRecords, notes.Length)];
    }

    private static ChatPrompt Summarize(ProposalContext context, IGrouping<string, Advice> group) =>
        context.Library.Fill("summarize", new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["prompt"] = context.Base.Instruction,
            ["rule"] = group.Key,
            ["count"] = group.Count().ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["cases"] = string.Join('\n', group.Select(note => "- " + note.Message)),
        });

    private static string Ancestors(ProposalContext context)
    {
        var byNumber = context.History.ToDictionary(trial => trial.Number);
        var chain = new List<string>();
        int left = MostAncestorTokens;
        for (Trial? trial = context.Parent; trial is not null; trial = byNumber.GetValueOrDefault(trial.Parent))
        {
            string text = trial.Candidate.Instruction;
            left -= context.Writer.CountTokens(text);
            if (chain.Contains(text)) continue;
            if (left < 0) break;
            chain.Insert(0, text);
        }

        return string.Join("\n\n", chain.Select((text, i) => $"{i + 1}. {text}"));
    }
}
