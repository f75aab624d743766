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
        if (context.Random.NextDouble() < 0.5) return new(WithTellingWords(context), "telling words for all labels");
        return new(Retold(context, [context.Labels[context.Random.Next(context.Labels.Count)]]), "a telling word for one label");
    }

    /// <summary>The base candidate with label names split into lower-case words; the base itself if they are plain already or would fall together.</summary>
    public static Candidate WithPlainNames(ProposalContext context)
    {
        var words = context.Labels.ToDictionary(label => label, Plain);
        return words.All(pair => pair.Key == pair.Value) || words.Values.Distinct(StringComparer.Ordinal).Count() < words.Count
            ? context.Base
            : With(context, words);
    }

    /// <summary>The base candidate with a telling word of its rows for every label, as far as there are enough of them.</summary>
    public static Candidate WithTellingWords(ProposalContext context) => Retold(context, context.Labels);

    private static Candidate With(ProposalContext context, Dictionary<string, string> words) => context.Base with
    {
        LabelWords = words.Where(pair => pair.Key != pair.Value).ToDictionary(),
        Instruction = Renamed(context, words),
    };

    /// <summary>Gives each of these labels one of its telling words that stands for no label yet.</summary>
    private static Candidate Retold(ProposalContext context, IEnumerable<string> labels)
    {
        var words = context.Labels.ToDictionary(label => label, label => CandidateRenderer.WordFor(context.Base, label));
        foreach (var label in labels)
        {
            var telling = TellingWords.Of(context.Train, label, MostTelling).Where(word => !words.ContainsValue(word)).ToArray();
            if (telling.Length > 0) words[label] = telling[context.Random.Next(telling.Length)];
        }

        return With(context, words);
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
