using PromptOpt.Candidates;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Operators;

/// <summary>The task by example, as a writing model is shown it.</summary>
internal static class Demonstration
{
    /// <summary>What the solver is sent for a train row, and the right answer.</summary>
    public static string Of(Candidate candidate, Example row)
    {
        string input = PromptTemplate.Parse(candidate.User, [.. row.Fields.Keys], "user template").Render(row);
        return $"Input: {FeedbackRecord.Short(input)}\nOutput: {FeedbackRecord.Short(CandidateRenderer.WordFor(candidate, row.Target))}";
    }

    /// <summary>How an episode begins; there is no one right answer to it.</summary>
    public static string Of(EpisodeRecord episode) => $"The agent is shown: {FeedbackRecord.Short(episode.Observation)}\nIt has to go on until the goal is reached.";
}
