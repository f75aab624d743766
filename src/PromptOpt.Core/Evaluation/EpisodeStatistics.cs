using PromptOpt.Environments;
using PromptOpt.Studies;

namespace PromptOpt.Evaluation;

/// <summary>How episodes went.</summary>
public sealed record EpisodeStatistics
{
    /// <summary>Episodes.</summary>
    public required int Episodes { get; init; }

    /// <summary>Mean score, 0 to 1: how much of what could be gained was gained.</summary>
    public required double Score { get; init; }

    /// <summary>Share that reached the goal, 0 to 1.</summary>
    public required double SuccessRate { get; init; }

    /// <summary>Mean progress at the end, in the world's unit.</summary>
    public required double Progress { get; init; }

    /// <summary>Mean number of steps.</summary>
    public required double Steps { get; init; }

    /// <summary>Mean number of broken rules an episode, unreadable replies included.</summary>
    public required double Violations { get; init; }

    /// <summary>Episodes by the way they ended, the commonest first.</summary>
    public required IReadOnlyDictionary<string, int> Ends { get; init; }

    /// <summary>Episodes whose bound is exactly what can be reached; of the others it is no less than that.</summary>
    public required int ExactBounds { get; init; }

    /// <summary>Sums up rollouts; null if none is an episode.</summary>
    public static EpisodeStatistics? Of(IEnumerable<Rollout> rollouts)
    {
        var episodes = rollouts.Select(rollout => rollout.Episode).OfType<EpisodeRecord>().ToArray();
        return episodes.Length == 0 ? null : new()
        {
            Episodes = episodes.Length,
            Score = episodes.Average(e => e.Score),
            SuccessRate = episodes.Average(e => e.IsSuccess ? 1.0 : 0.0),
            Progress = episodes.Average(e => e.Progress),
            Steps = episodes.Average(e => e.Steps.Count),
            Violations = episodes.Average(e => e.Violations),
            Ends = episodes.GroupBy(e => e.End).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()),
            ExactBounds = episodes.Count(e => e.BoundKind == BoundKind.Exact),
        };
    }
}
