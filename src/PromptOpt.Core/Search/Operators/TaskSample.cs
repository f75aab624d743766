using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>Some of a task's train data as a writer reads them: rows with their targets, or how episodes went on from their beginnings.</summary>
internal static class TaskSample
{
    /// <summary>At most a number of random ones, one a line.</summary>
    public static string Text(ProposalContext context, int count)
    {
        var lines = context.HasEpisodes
            ? context.Random.Shuffled(context.Rollouts.Select(rollout => rollout.Episode).OfType<EpisodeRecord>()).Take(count).Select(Line)
            : ExampleDraw.Some(context.Train, count, context.Random).Select(Line);
        return string.Join('\n', lines);
    }

    private static string Line(Example row) => $"- '{FeedbackRecord.Short(row.Input)}' is answered '{FeedbackRecord.Short(row.Target)}'";

    private static string Line(EpisodeRecord episode)
    {
        string begins = $"- it begins with: {FeedbackRecord.Short(episode.Observation)}";
        return episode.Steps is [var first, ..]
            ? $"{begins}; the agent replied: {FeedbackRecord.Short(first.Reply)}; then it saw: {FeedbackRecord.Short(first.Observation)}"
            : begins;
    }
}
