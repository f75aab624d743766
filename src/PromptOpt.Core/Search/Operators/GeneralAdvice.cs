using PromptOpt.Feedback;

namespace PromptOpt.Search.Operators;

/// <summary>The sentences of a rule's message that hold for any rollout, since nothing is filled in there: they tell what to do, not what happened.</summary>
internal static class GeneralAdvice
{
    private const int FewestCharacters = 12;
    private const int MostCharacters = 300;

    /// <summary>Those sentences, in order.</summary>
    public static IEnumerable<string> Of(FeedbackGroup group) => PromptSentences.Split(group.Template ?? "").Select(sentence => sentence.Text).Where(IsGeneral);

    /// <summary>The first of them that an instruction does not state yet; null if there is none.</summary>
    public static string? Unstated(FeedbackGroup group, string instruction)
    {
        string stated = $" {PromptWords.Normal(instruction)} ";
        return Of(group).FirstOrDefault(text => !stated.Contains($" {PromptWords.Normal(text)} ", StringComparison.Ordinal));
    }

    private static bool IsGeneral(string text) =>
        text.Length is >= FewestCharacters and <= MostCharacters && !text.Contains(Advice.Filled) && !text.Contains("{{", StringComparison.Ordinal);
}
