namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// Cuts prompts into pieces. A piece of one token would be computed by other kernels than a longer one and round differently, so the
/// answer would depend on where the cut fell. Stretches of text are cut into pieces of two tokens or more wherever they have two; tokens
/// that were drawn one at a time are computed one at a time again.
/// </summary>
internal static class PrefillPlan
{
    /// <summary>How many of the entries from <paramref name="computed"/> on to compute next.</summary>
    public static int NextPiece(ReadOnlySpan<int> prompt, int computed, int capacity)
    {
        var rest = prompt[computed..];
        if (PromptToken.IsDrawn(rest[0])) return 1;
        var stretch = TextLength(rest);
        var piece = Math.Min(stretch, capacity);
        return stretch - piece == 1 && piece > 2 ? piece - 1 : piece;
    }

    /// <summary>How many entries of a known beginning can be reused: never so many that one token of text would be left to compute alone.</summary>
    public static int Reusable(ReadOnlySpan<int> prompt, int known)
    {
        var reused = Math.Clamp(prompt.Length - 2, 0, known);
        return reused > 0 && !PromptToken.IsDrawn(prompt[reused - 1]) && TextLength(prompt[reused..]) == 1 ? reused - 1 : reused;
    }

    /// <summary>Whether nothing but text is left to compute, so that it can be cut anywhere.</summary>
    public static bool IsText(ReadOnlySpan<int> rest) => TextLength(rest) == rest.Length;

    private static int TextLength(ReadOnlySpan<int> entries)
    {
        var drawn = entries.IndexOfAnyInRange(int.MinValue, -1);
        return drawn < 0 ? entries.Length : drawn;
    }
}
