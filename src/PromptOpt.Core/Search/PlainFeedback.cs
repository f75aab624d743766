using PromptOpt.Feedback;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>What can be said of a failure without a rule that a person wrote: what went in, what came out, what was right or what the world answered.</summary>
internal static class PlainFeedback
{
    private const string Name = "failure";

    /// <summary>The record of a rollout that was not perfect.</summary>
    public static FeedbackRecord Of(Rollout rollout) => new(rollout, new(Name, FeedbackSeverity.Medium, Text(rollout))) { IsComplete = true };

    /// <summary>The facts in one piece.</summary>
    public static string Text(Rollout rollout)
    {
        if (rollout.Episode is not { Steps.Count: > 0 } episode)
            return $"input '{FeedbackRecord.Short(rollout.Input)}': the answer was '{FeedbackRecord.Short(rollout.Answer ?? rollout.Output)}', and '{rollout.Target}' is right";
        var last = episode.Steps[^1];
        string saw = episode.Steps.Count == 1 ? episode.Observation : episode.Steps[^2].Observation;
        string said = last.ErrorMessage.Length > 0 ? last.ErrorMessage : last.Feedback;
        return FormattableString.Invariant(
            $"after {episode.Steps.Count} steps the episode ended ({episode.End}) with score {episode.Score:0.00}; the agent saw: {FeedbackRecord.Short(saw)}; it replied: {FeedbackRecord.Short(last.Reply)}; the world said: {FeedbackRecord.Short(said)}");
    }
}
