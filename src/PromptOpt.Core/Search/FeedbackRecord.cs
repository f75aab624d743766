using PromptOpt.Feedback;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>One finding about one rollout, as the summarising model reads it: the rule's message and, for an episode, what the agent saw, what it did, the first
/// rule of the world it broke, and what would have been allowed.</summary>
/// <param name="Rollout">The train rollout.</param>
/// <param name="Advice">What the rules say about it.</param>
public sealed record FeedbackRecord(Rollout Rollout, Advice Advice)
{
    private const int MostCharacters = 300;

    /// <summary>Whether the message has all that is to be said.</summary>
    internal bool IsComplete { get; init; }

    /// <summary>The record as text, one fact a line.</summary>
    public string Text()
    {
        var lines = new List<string> { "- " + OneLine(Advice.Message) };
        if (!IsComplete && Rollout.Episode is { Steps.Count: > 0 } episode)
        {
            int index = Math.Clamp((Advice.Step ?? episode.Steps.Count) - 1, 0, episode.Steps.Count - 1);
            var step = episode.Steps[index];
            Add("it saw", index == 0 ? episode.Observation : episode.Steps[index - 1].Observation);
            Add("it replied", step.Reply);
            Add("the rule it broke", step.ErrorMessage);
            Add("allowed and useful instead", step.Alternative ?? "");
        }

        return string.Join('\n', lines.Distinct());

        void Add(string what, string text)
        {
            if (text.Length > 0 && !Advice.Message.Contains(text, StringComparison.Ordinal)) lines.Add($"  {what}: {Short(text)}");
        }
    }

    /// <summary>What a rollout that went well did, in one line.</summary>
    public static string Success(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        return rollout.Episode is { } episode
            ? FormattableString.Invariant($"- reached the goal in {episode.Steps.Count} steps: {Short(string.Join("; ", episode.Steps.Select(s => s.Action ?? s.Reply)))}")
            : $"- '{Short(rollout.Input)}' was answered '{Short(rollout.Answer ?? rollout.Output)}', which is right";
    }

    /// <summary>Observations have lines; a case is one, so that cases can be told apart.</summary>
    private static string OneLine(string text) => text.ReplaceLineEndings(" / ");

    /// <summary>A text on one line, cut where it is long.</summary>
    internal static string Short(string text)
    {
        text = OneLine(text);
        return text.Length <= MostCharacters ? text : text[..MostCharacters] + " ...";
    }
}
