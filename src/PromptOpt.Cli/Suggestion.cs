namespace PromptOpt.Cli;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
internal static class Suggestion
{
    /// <summary>A sentence to append to an error message: the nearest known name, or all of them if there are few; else nothing.</summary>
    public static string For(string given, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (Spelling.Nearest(given, names) is { } closest) return $". Did you mean {closest}?";
        return names.Count is > 0 and <= 8 ? $". There is: {string.Join(", ", names)}" : "";
    }
}
