using System.Text.RegularExpressions;
using PromptOpt.Studies;

namespace PromptOpt.Environments.External;

/// <summary>What a kind of error may be called.</summary>
internal static partial class ErrorKinds
{
    private static readonly string[] Taken = [EpisodeRecord.Success, EpisodeRecord.Stuck, EpisodeRecord.StepLimitReached, EpisodeRecord.Context, EpisodeRecord.Over];

    /// <summary>Refuses what rules could not name, or what has a meaning already.</summary>
    /// <exception cref="BadAnswerException">It may not be called so.</exception>
    public static void Check(string kind)
    {
        if (Taken.Contains(kind)) throw new BadAnswerException($"an error may not be of kind '{kind}': episodes end so for other reasons ({string.Join(", ", Taken)})");
        if (!Form().IsMatch(kind)) throw new BadAnswerException($"a kind of error must be at most 64 small letters, digits and hyphens, but is '{Excerpt.Of(kind)}'");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
