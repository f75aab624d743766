using PromptOpt.Environments;
using PromptOpt.Environments.Worlds;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Environments.Worlds.Teams;

/// <summary>An episode played by a function of the episode, to its success, its step limit, or the world's own end; being stuck does not end it.</summary>
internal sealed record PlayedEpisode(EpisodeStart Start, IReadOnlyList<StepResult> Steps)
{
    public double Progress => Steps.Count == 0 ? Start.Progress : Steps[^1].Progress;

    public bool IsSuccess => Steps.Count > 0 && Steps[^1].IsSuccess;

    /// <summary>Most steps in a row that left progress as it was.</summary>
    public int LongestStandstill
    {
        get
        {
            var (longest, now, before) = (0, 0, Start.Progress);
            foreach (var step in Steps)
            {
                now = step.Progress == before ? now + 1 : 0;
                (longest, before) = (Math.Max(longest, now), step.Progress);
            }

            return longest;
        }
    }

    public static IEnvironment Open(string world, WorldSemantics semantics = WorldSemantics.Corrected, int? size = null) =>
        WorldCatalog.Create(world, new() { Semantics = semantics, Sizes = size is { } one ? [one] : [] }, 2);

    public static EpisodeSpec Episode(int index) => new(Phase.Train, index, (ulong)(1000 + index));

    public static string Suggested(IGuidedEpisode episode) => episode.SuggestedReply()!;

    public static Func<IGuidedEpisode, string> Random(ulong seed)
    {
        var random = new SeededRandom(seed);
        return episode => episode.RandomLegalReply(random)!;
    }

    public static async Task<PlayedEpisode> Play(IEnvironment environment, EpisodeSpec spec, Func<IGuidedEpisode, string> player, int? steps = null)
    {
        await using var episode = (IGuidedEpisode)await environment.ResetAsync(spec, default);
        var results = new List<StepResult>();
        while (results.Count < (steps ?? episode.Start.StepLimit) && !results.Exists(step => step.IsSuccess || step.IsOver))
            results.Add(await episode.StepAsync(player(episode), default));
        return new(episode.Start, results);
    }
}
