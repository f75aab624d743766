namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// Cuts prompts into pieces. A piece of one token would be computed by other kernels than a longer one and round differently, so the
/// answer would depend on where the cut fell; pieces have two tokens or more wherever the prompt has.
/// </summary>
internal static class PrefillPlan
{
    /// <summary>How many of the remaining tokens to compute next.</summary>
    public static int NextPiece(int remaining, int capacity)
    {
        var piece = Math.Min(remaining, capacity);
        return remaining - piece == 1 && piece > 2 ? piece - 1 : piece;
    }
}
