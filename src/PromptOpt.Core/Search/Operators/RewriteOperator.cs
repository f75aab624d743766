using System.Globalization;
using PromptOpt.Feedback;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>
/// PROMST's step (Chen et al. 2024, Algorithm 3): at most ten feedback records of the parent, drawn at random and grouped by rule, with counts; one summary a
/// group; then a new prompt from the parent, the summaries, what went well, and the chain of ancestors.
/// </summary>
internal sealed class RewriteOperator() : IOperator
{
    private const int MostRecords = 10;
    private const int MostSuccesses = 3;
    private const int MostAncestorTokens = 400;
    private const int MostCaseTokens = 600;
    private static readonly DecodingParameters Summary = new() { Temperature = 0.3, TopP = 0.95, MaxTokens = 80 };

    public string Name => "rewrite";

    public OperatorPrior Prior => new(1, 3);

    public bool Applies(ProposalContext context) => context.Records.Count > 0;

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        var drawn = Draw(context);
        var records = context.Records.Where(record => drawn.Contains(record.Rollout)).ToArray();
        var groups = records.GroupBy(record => record.Advice.RuleName)
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Max(record => record.Advice.Severity)).ToArray();
        if (groups.Length == 0) return null;
        var summaries = context.Without.HasFlag(Ablations.Summaries)
            ? new string?[groups.Length]
            : await context.Writer.SummarizeAsync(groups.Select(group => Summarize(context, group, drawn.Count)).ToArray(), "summarize", Summary);
        var lines = groups.Zip(summaries, (group, summary) => $"{group.Key} ({group.Count()} of {drawn.Count}): {summary ?? group.First().Advice.Message}");
        var prompt = context.Library.Fill("rewrite", new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["prompt"] = context.Base.Instruction,
            ["summaries"] = string.Join('\n', lines),
            ["successes"] = Successes(drawn),
            ["ancestors"] = Ancestors(context),
        });
        var decoding = new DecodingParameters { Temperature = 0.7, TopP = 0.95, MaxTokens = WrittenPrompt.MostTokens(context) };
        return await WrittenPrompt.AskAsync(context, prompt, Name, decoding) is { } instruction
            ? new(context.Base with { Instruction = instruction }, $"rewritten from {records.Length} feedback records in {groups.Length} groups")
            : null;
    }

    /// <summary>Up to ten random rollouts with advice, none of a rule beyond its limit, and up to three that went well.</summary>
    private static IReadOnlyList<Rollout> Draw(ProposalContext context)
    {
        var advised = context.Records.Select(record => record.Rollout).ToHashSet();
        var shuffled = context.Random.Shuffled(context.Rollouts.Where(rollout => rollout.Score is not null));
        var allowed = Advice.WithinLimits(shuffled.SelectMany(rollout => context.Records.Where(r => r.Rollout == rollout)).Select(r => r.Advice)).ToHashSet();
        return
        [
            .. shuffled.Where(rollout => context.Records.Any(record => record.Rollout == rollout && allowed.Contains(record.Advice))).Take(MostRecords),
            .. shuffled.Where(rollout => !advised.Contains(rollout) && rollout.Score >= 1).Take(MostSuccesses),
        ];
    }

    private static ChatPrompt Summarize(ProposalContext context, IGrouping<string, FeedbackRecord> group, int drawn) =>
        context.Library.Fill("summarize", new Dictionary<string, string>
        {
            ["task"] = context.Task.Description,
            ["prompt"] = context.Base.Instruction,
            ["rule"] = group.Key,
            ["count"] = string.Create(CultureInfo.InvariantCulture, $"{group.Count()} of {drawn}"),
            ["cases"] = string.Join('\n', context.Writer.Within(group.Select(record => record.Text()), MostCaseTokens)),
        });

    private static string Successes(IReadOnlyList<Rollout> drawn)
    {
        var lines = drawn.Where(rollout => rollout.Score >= 1).Take(MostSuccesses).Select(FeedbackRecord.Success).ToArray();
        return lines.Length == 0 ? "- nothing yet" : string.Join('\n', lines);
    }

    private static string Ancestors(ProposalContext context)
    {
        if (context.Without.HasFlag(Ablations.Ancestors)) return "- not shown";
        var byNumber = context.History.ToDictionary(trial => trial.Number);
        var chain = new List<string>();
        for (Trial? trial = context.Parent; trial is not null; trial = byNumber.GetValueOrDefault(trial.Parent))
            if (!chain.Contains(trial.Candidate.Instruction)) chain.Add(trial.Candidate.Instruction);
        var kept = context.Writer.Within(chain, MostAncestorTokens).Reverse().ToArray(); // the nearest are kept, the oldest is named first
        return string.Join("\n\n", kept.Select((text, i) => $"{i + 1}. {text}"));
    }
}
