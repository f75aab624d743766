namespace PromptOpt.Environments.Worlds;

/// <summary>Facts in one sentence, as the published observations list them.</summary>
internal static class FactSentence
{
    /// <summary>"a, b and c."</summary>
    /// <param name="facts">At least one.</param>
    public static string Of(IEnumerable<string> facts)
    {
        string[] all = [.. facts];
        return (all.Length == 1 ? all[0] : $"{string.Join(", ", all[..^1])} and {all[^1]}") + ".";
    }
}
