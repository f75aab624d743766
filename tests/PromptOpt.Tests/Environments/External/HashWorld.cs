using System.Globalization;
using PromptOpt.Environments;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Environments.External;

/// <summary>A world whose every observation depends on the seed and all replies, so an answer of another episode or step cannot be taken for the right one.</summary>
internal static class HashWorld
{
    public static string Observe(ulong seed, IEnumerable<string> replies)
    {
        ulong hash = 14695981039346656037 ^ seed;
        foreach (char c in string.Join('|', replies)) hash = (hash ^ c) * 1099511628211;
        return hash.ToString("x16", CultureInfo.InvariantCulture) + " é☃";
    }

    public static int Length(ulong seed) => 2 + (int)(seed % 4);

    public static string Reply(ulong seed, int step) => (seed + (ulong)step) % 3 == 0 ? "up" : "stay ü " + step.ToString(CultureInfo.InvariantCulture);

    public static double Progress(IEnumerable<string> replies) => replies.Count(reply => reply == "up");

    /// <summary>What an episode must look like.</summary>
    public static List<(string Observation, double Progress)> Expected(ulong seed)
    {
        var replies = Enumerable.Range(1, Length(seed)).Select(step => Reply(seed, step)).ToList();
        return [.. Enumerable.Range(0, Length(seed) + 1).Select(count => (Observe(seed, replies.Take(count)), Progress(replies.Take(count))))];
    }

    public static EpisodeSpec Spec(ulong seed) => new(Phase.Train, (int)(seed % 100), seed);

    /// <summary>Plays an episode to its end.</summary>
    public static async Task<List<(string Observation, double Progress)>> PlayAsync(IEnvironment environment, ulong seed, CancellationToken cancellationToken)
    {
        await using var episode = await environment.ResetAsync(Spec(seed), cancellationToken);
        var seen = new List<(string, double)> { (episode.Start.Observation, episode.Start.Progress) };
        for (int step = 1; step <= Length(seed); step++)
        {
            var result = await episode.StepAsync(Reply(seed, step), cancellationToken);
            seen.Add((result.Observation, result.Progress));
            Assert.Equal(step == Length(seed), result.IsSuccess);
        }

        return seen;
    }
}
