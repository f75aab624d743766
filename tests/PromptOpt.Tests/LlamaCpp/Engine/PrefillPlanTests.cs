using FsCheck.Xunit;
using PromptOpt.LlamaCpp.Engine;

namespace PromptOpt.Tests.LlamaCpp.Engine;

public sealed class PrefillPlanTests
{
    [Property]
    public bool Pieces_cover_the_prompt_and_no_text_is_computed_as_a_single_token(bool[] drawn, byte capacity, byte known)
    {
        var prompt = Prompt(drawn);
        var computed = PrefillPlan.Reusable(prompt, known % (prompt.Length + 1));
        while (computed < prompt.Length)
        {
            var piece = PrefillPlan.NextPiece(prompt, computed, 3 + capacity);
            if (piece > 3 + capacity) return false;
            var entries = prompt.AsSpan(computed, piece);
            if (entries.IndexOfAnyInRange(int.MinValue, -1) >= 0 ? piece != 1 : piece < 2) return false;
            computed += piece;
        }

        return computed == prompt.Length;
    }

    [Fact]
    public void A_prompt_of_one_token_is_one_piece() => Assert.Equal(1, PrefillPlan.NextPiece([5], 0, 256));

    [Fact]
    public void Two_tokens_of_a_known_prompt_are_left_to_compute() => Assert.Equal(8, PrefillPlan.Reusable([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 10));

    // Text in stretches of two or more, and drawn tokens between them; text at the end, as in every chat.
    private static int[] Prompt(bool[] drawn) =>
        [.. drawn.SelectMany((alone, i) => alone ? [PromptToken.Drawn(i)] : (int[])[i, i + 1]), 7, 8];
}
