using System.Text.RegularExpressions;

namespace PromptOpt.Evaluation;

/// <summary>Regular expressions that a user wrote: culture-invariant, and stopped after a second.</summary>
internal static class UserPattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Returns what is wrong with a pattern, or null.</summary>
    public static string? ProblemOf(string pattern)
    {
        try
        {
            _ = Compile(pattern);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    public static Regex Compile(string pattern) => new(pattern, RegexOptions.CultureInvariant, Limit);

    /// <summary>Whether a pattern matches; false when the time was up. Recent patterns are kept compiled.</summary>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    public static bool IsMatch(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Limit);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>The first group that matched, else the whole match; null for no match or when the time was up.</summary>
    public static string? Find(Regex regex, string text)
    {
        try
        {
            var match = regex.Match(text);
            if (!match.Success) return null;
            return match.Groups.Count > 1 && match.Groups[1].Success ? match.Groups[1].Value : match.Value;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
