namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// An entry of a prompt: a token and how it must be computed. A token computed alone rounds differently from one computed in a longer
/// piece, so tokens that a model drew one at a time are kept apart, as the complement of their id, from the same tokens read as text. Two
/// prompts share a beginning only as far as both agree.
/// </summary>
internal static class PromptToken
{
    /// <summary>The entry of a token that was drawn, and is computed alone.</summary>
    public static int Drawn(int token) => ~token;

    /// <summary>The token's id.</summary>
    public static int Id(int entry) => IsDrawn(entry) ? ~entry : entry;

    /// <summary>Whether it is computed alone.</summary>
    public static bool IsDrawn(int entry) => entry < 0;
}
