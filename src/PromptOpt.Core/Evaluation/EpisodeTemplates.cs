using System.Globalization;
using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>A candidate's texts, filled in for a step of an episode.</summary>
internal sealed class EpisodeTemplates(Candidate candidate)
{
    private readonly PromptTemplate _instruction = PromptTemplate.Parse(candidate.Instruction, EpisodeData.Fields, "instruction");
    private readonly PromptTemplate _user = PromptTemplate.Parse(candidate.User, EpisodeData.Fields, "user template");

    public Candidate Candidate => candidate;

    /// <summary>The system message, filled in as for the first step.</summary>
    public string System(EpisodeStart start) => _instruction.Render(Turn(start.Observation, "", 1, start.StepLimit));

    /// <summary>The user's message of one step.</summary>
    /// <param name="observation">What the agent sees.</param>
    /// <param name="feedback">What the world said about the step before; may be empty.</param>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="limit">Most steps.</param>
    public string User(string observation, string feedback, int step, int limit) => _user.Render(Turn(observation, feedback, step, limit));

    private static Example Turn(string observation, string feedback, int step, int limit)
    {
        string seen = feedback.Length == 0 ? observation : feedback + "\n" + observation;
        return new()
        {
            Id = "",
            Input = seen,
            Target = "",
            Fields = new Dictionary<string, string>
            {
                ["observation"] = seen,
                ["feedback"] = feedback,
                ["step"] = step.ToString(CultureInfo.InvariantCulture),
                ["step_limit"] = limit.ToString(CultureInfo.InvariantCulture),
            },
        };
    }
}
