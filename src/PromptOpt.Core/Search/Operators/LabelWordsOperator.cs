using System.Text.RegularExpressions;
using PromptOpt.Candidates;
using PromptOpt.Evaluation;

namespace PromptOpt.Search.Operators;

/// <summary>Lets other words stand for labels: the label's name as plain words, or telling words of its rows, for one label or for all. Mapped back in every answer.</summary>
internal sealed partial class LabelWordsOperator() : Operator("label-words", new(2, 2))
{
    private const int MostTelling = 3;

    public override bool Applies(ProposalContext context) => context.HasLabels;

    protected override Proposal? Propose(ProposalContext context)
    {
        if (context.Base.LabelWords.Count == 0 && WithPlainNames(context) is var plain && plain != context.Base) return new(plain, "label names as plain words");
        bool all = context.Random.NextDouble() < 0.5;
        var words = context.Labels.ToDictionary(label => label, label => CandidateRenderer.WordFor(context.Base, label));
        foreach (var label in all ? context.Labels : [context.Labels[context.Random.Next(context.Labels.Count)]]) Retell(context, label, words);
        return new(With(context, words), all ? "telling words for all labels" : "a telling word for one label");
    }

    /// <summary>The base candidate with label names split into lower-case words; the base itself if they are plain already or would fall together.</summary>
    public static Candidate WithPlainNames(ProposalContext context)
    {
        var words = context.Labels.ToDictionary(label => label, Plain);
        return words.All(pair => pair.Key == pair.Value) || words.Values.Distinct(StringComparer.Ordinal).Count() < words.Count
            ? context.Base
            : With(context, words);
    }

    private static Candidate With(ProposalContext context, Dictionary<string, string> words) => context.Base with
    {
        LabelWords = words.Where(pair => pair.Key != pair.Value).ToDictionary(),
        Instruction = Renamed(context, words),
    };

    /// <summary>Gives a label one of its telling words that stands for no label yet, if there is one.</summary>
    private static void Retell(ProposalContext context, string label, Dictionary<string, string> words)
    {
        var telling = TellingWords.Of(context.Train, label, MostTelling).Where(word => !words.ContainsValue(word)).ToArray();
        if (telling.Length > 0) words[label] = telling[context.Random.Next(telling.Length)];
    }

    /// <summary>The instruction with old label words replaced, outside kept text, in one pass.</summary>
    private static string Renamed(ProposalContext context, Dictionary<string, string> words)
    {
        var old = words.ToDictionary(pair => CandidateRenderer.WordFor(context.Base, pair.Key), pair => pair.Value);
        var pattern = string.Join('|', old.Keys.OrderByDescending(word => word.Length).Select(Regex.Escape));
        return Regex.Replace(
            context.Base.Instruction,
            @"\{\{#keep\}\}.*?\{\{/keep\}\}|\b(?:" + pattern + @")\b",
            match => old.GetValueOrDefault(match.Value, match.Value),
            RegexOptions.Singleline,
            TimeSpan.FromSeconds(1));
    }

    private static string Plain(string label) => Boundary().Replace(label, " ").Replace('_', ' ').Replace('-', ' ').ToLowerInvariant().Trim();

    [GeneratedRegex(@"(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Boundary();
}
