using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>An open environment with what is known of its episodes beforehand.</summary>
public sealed record EpisodeSetting
{
    private const int Looked = 16;

    /// <summary>The environment.</summary>
    public required IEnvironment Environment { get; init; }

    /// <summary>The longest first observation among the first train episodes: what a candidate must have room for.</summary>
    public required string LongestObservation { get; init; }

    /// <summary>Most steps of an episode. One that wants more ends here, so that budgets hold.</summary>
    public required int MostSteps { get; init; }

    /// <summary>Most steps of an episode of a candidate: its reasoning loop may allow fewer.</summary>
    internal int MostStepsOf(Candidate candidate) => Math.Min(MostSteps, candidate.Reasoning?.Steps ?? MostSteps);

    /// <summary>How chats are kept; null for the environment's own way.</summary>
    public EpisodeChatKind? ChatKind { get; init; }

    /// <summary>How chats are kept.</summary>
    internal EpisodeChatKind Chat => ChatKind ?? Environment.Info.Chat;

    /// <summary>The same where each step shows nothing of the earlier ones.</summary>
    public EpisodeSetting WithoutHistory() => this with { ChatKind = EpisodeChatKind.LastStep };

    /// <summary>Begins the first train episodes to learn how long observations and episodes are.</summary>
    /// <exception cref="EnvironmentException">The environment failed.</exception>
    public static async Task<EpisodeSetting> PrepareAsync(IEnvironment environment, TaskData data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(data);
        string longest = "";
        int steps = 1;
        foreach (var row in data.Train.Take(Looked))
        {
            await using var episode = await environment.ResetAsync(EpisodeData.Episode(row), cancellationToken);
            if (episode.Start.Observation.Length > longest.Length) longest = episode.Start.Observation;
            steps = Math.Max(steps, episode.Start.StepLimit);
        }

        return new() { Environment = environment, LongestObservation = longest, MostSteps = steps };
    }
}
