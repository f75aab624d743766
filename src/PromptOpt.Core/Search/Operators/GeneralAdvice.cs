using System.Text.RegularExpressions;

namespace PromptOpt.Search.Operators;

/// <summary>The sentences of a rule's messages that hold for any rollout: they tell what to do, not what happened.</summary>
internal static partial class GeneralAdvice
{
    private const int FewestCharacters = 12;
    private const int MostCharacters = 300;

    /// <summary>Those that all messages of the rule have; of a single message, those that quote nothing and hold no number.</summary>
    public static IEnumerable<string> Of(FeedbackGroup group)
    {
        var rest = group.Messages.Skip(1).Select(message => PromptSentences.Split(message).Select(s => s.Key).ToHashSet(StringComparer.Ordinal)).ToArray();
        return PromptSentences.Split(group.Messages[0])
            .Where(s => s.Text.Length is >= FewestCharacters and <= MostCharacters && !s.Text.Contains("{{", StringComparison.Ordinal))
            .Where(s => rest.Length > 0 ? rest.All(keys => keys.Contains(s.Key)) : !Particular().IsMatch(s.Text))
            .Select(s => s.Text);
    }

    /// <summary>The first of them that an instruction does not state yet; null if there is none.</summary>
    public static string? Unstated(FeedbackGroup group, string instruction)
    {
        string stated = $" {PromptWords.Normal(instruction)} ";
        return Of(group).FirstOrDefault(text => !stated.Contains($" {PromptWords.Normal(text)} ", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"[""'`“”{}\[\]\p{Nd}]")]
    private static partial Regex Particular();
}
