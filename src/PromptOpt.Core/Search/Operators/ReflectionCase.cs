using System.Globalization;
using PromptOpt.Studies;

namespace PromptOpt.Search.Operators;

/// <summary>A rollout as the writer of a reflection reads it: what went in, what came out, and the feedback, which is what is right or what the world
/// answered, and what the feedback rules say.</summary>
internal static class ReflectionCase
{
    /// <summary>The case, one fact a line.</summary>
    /// <param name="number">Its number in the request, from 1.</param>
    /// <param name="rollout">The rollout.</param>
    /// <param name="records">What the feedback rules say about the parent's rollouts.</param>
    public static string Text(int number, Rollout rollout, IReadOnlyList<FeedbackRecord> records)
    {
        var lines = new List<string> { string.Create(CultureInfo.InvariantCulture, $"Case {number}") };
        if (rollout.Episode is { } episode)
        {
            lines.Add("Input: " + FeedbackRecord.Short(episode.Observation));
            lines.Add("Replies: " + FeedbackRecord.Short(string.Join("; ", episode.Steps.Select(step => step.Action ?? step.Reply))));
        }
        else
        {
            lines.Add("Input: " + FeedbackRecord.Short(rollout.Input));
            lines.Add("Reply: " + FeedbackRecord.Short(rollout.Output));
        }

        lines.Add("Feedback: " + Feedback(rollout));
        // Where the rules are switched off, a record says no more than the line above.
        if (records.FirstOrDefault(record => record.Rollout == rollout) is { IsComplete: false } told) lines.Add(told.Text());
        return string.Join('\n', lines);
    }

    private static string Feedback(Rollout rollout)
    {
        if (rollout.Score >= 1) return rollout.Episode is null ? "this is right." : "the goal was reached.";
        if (rollout.Episode is not null) return PlainFeedback.Text(rollout);
        string score = rollout.Score > 0 ? string.Create(CultureInfo.InvariantCulture, $"partly right (score {rollout.Score:0.00})") : "wrong";
        return $"{score}; '{rollout.Target}' is right.";
    }
}
