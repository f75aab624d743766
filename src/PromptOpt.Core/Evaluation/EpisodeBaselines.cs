using PromptOpt.Environments;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>What is got without a model on the same episodes: the scores to compare an agent's with.</summary>
/// <param name="NoOperation">Mean score of doing nothing.</param>
/// <param name="RandomLegal">Mean score of random legal actions; null where the environment cannot say what is legal.</param>
/// <param name="Planner">Mean score of the built-in planner's actions; null where there is none.</param>
public sealed record EpisodeBaselines(double NoOperation, double? RandomLegal, double? Planner)
{
    /// <summary>Plays episodes.</summary>
    /// <param name="setting">The environment.</param>
    /// <param name="rows">The episodes; at least one.</param>
    /// <param name="seed">Seed of the random actions.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<EpisodeBaselines> PlayAsync(EpisodeSetting setting, IReadOnlyList<Example> rows, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(rows);
        var (nothing, random, planner) = (new List<double>(), new List<double?>(), new List<double?>());
        for (int i = 0; i < rows.Count; i++)
        {
            var draws = new SeededRandom(seed).Fork((ulong)i);
            nothing.Add((await PlayAsync(setting, rows[i], _ => null, cancellationToken)).Score);
            random.Add(await GuidedAsync(setting, rows[i], episode => episode.RandomLegalReply(draws), cancellationToken));
            planner.Add(await GuidedAsync(setting, rows[i], episode => episode.SuggestedReply(), cancellationToken));
        }

        return new(nothing.Average(), random.Contains(null) ? null : random.Average(), planner.Contains(null) ? null : planner.Average());
    }

    private static async Task<double?> GuidedAsync(
        EpisodeSetting setting, Example row, Func<IGuidedEpisode, string?> reply, CancellationToken cancellationToken)
    {
        var (score, isGuided) = await PlayAsync(setting, row, reply, cancellationToken);
        return isGuided ? score : null;
    }

    /// <summary>Plays until there is no reply, no more steps, or the end; unlike an agent it is never stuck.</summary>
    private static async Task<(double Score, bool IsGuided)> PlayAsync(
        EpisodeSetting setting, Example row, Func<IGuidedEpisode, string?> reply, CancellationToken cancellationToken)
    {
        await using var episode = await setting.Environment.ResetAsync(EpisodeData.Episode(row), cancellationToken);
        var start = episode.Start;
        double progress = start.Progress;
        if (episode is IGuidedEpisode guided)
        {
            for (int step = 0; step < Math.Min(start.StepLimit, setting.MostSteps) && reply(guided) is { } text; step++)
            {
                var result = await episode.StepAsync(text, cancellationToken);
                progress = result.Progress;
                if (result.IsSuccess || result.IsOver) break;
            }
        }

        return (EpisodeRecord.ScoreOf(progress, start.Baseline, start.Bound.Progress), episode is IGuidedEpisode);
    }
}
