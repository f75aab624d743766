namespace PromptOpt.Environments.Worlds;

/// <summary>Finds the braces of a reply as PROMST's published code does (Chen et al. 2024).</summary>
internal static class PublishedBraces
{
    /// <summary>
    /// The text from the first { to the last } over all lines, braces included. If it holds both inside, the last } is dropped and it is taken again: of two groups
    /// the first is found, of three none in one piece. Null if there is none.
    /// </summary>
    public static string? Find(string reply)
    {
        var found = Outermost(reply);
        return found is not null && found[1..^1].Contains('{') && found[1..^1].Contains('}') ? Outermost(found[..^1]) : found;
    }

    private static string? Outermost(string text)
    {
        int first = text.IndexOf('{'), last = text.LastIndexOf('}');
        return first < 0 || last < first ? null : text[first..(last + 1)];
    }
}
